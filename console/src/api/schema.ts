// Written by `npm run client` from the document that GET /api/openapi.json answers: do not edit.

export interface paths {
    "/features/basket_size": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vectors of basket_size for many keys, in their order, as of one instant */
        post: operations["features_basket_size_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/basket_size/{store_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vector of basket_size, as of now */
        get: operations["features_basket_size"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/delivery_performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vectors of delivery_performance for many keys, in their order, as of one instant */
        post: operations["features_delivery_performance_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/delivery_performance/{fulfilment_centre_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vector of delivery_performance, as of now */
        get: operations["features_delivery_performance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/inventory_position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vectors of inventory_position for many keys, in their order, as of one instant */
        post: operations["features_inventory_position_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/inventory_position/{store_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vector of inventory_position, as of now */
        get: operations["features_inventory_position"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/loyalty_redemption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vectors of loyalty_redemption for many keys, in their order, as of one instant */
        post: operations["features_loyalty_redemption_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/loyalty_redemption/{programme}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vector of loyalty_redemption, as of now */
        get: operations["features_loyalty_redemption"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/payment_fraud_features": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vectors of payment_fraud_features for many keys, in their order, as of one instant */
        post: operations["features_payment_fraud_features_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/payment_fraud_features/{card_token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vector of payment_fraud_features, as of now */
        get: operations["features_payment_fraud_features"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/promotion_uplift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vectors of promotion_uplift for many keys, in their order, as of one instant */
        post: operations["features_promotion_uplift_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/promotion_uplift/{promotion_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vector of promotion_uplift, as of now */
        get: operations["features_promotion_uplift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/returns_rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vectors of returns_rate for many keys, in their order, as of one instant */
        post: operations["features_returns_rate_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/returns_rate/{sku}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vector of returns_rate, as of now */
        get: operations["features_returns_rate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/sales_velocity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vectors of sales_velocity for many keys, in their order, as of one instant */
        post: operations["features_sales_velocity_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/sales_velocity/{sku}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vector of sales_velocity, as of now */
        get: operations["features_sales_velocity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/shipment_lead_time": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vectors of shipment_lead_time for many keys, in their order, as of one instant */
        post: operations["features_shipment_lead_time_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/shipment_lead_time/{fulfilment_centre_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vector of shipment_lead_time, as of now */
        get: operations["features_shipment_lead_time"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/stock_by_sku": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vectors of stock_by_sku for many keys, in their order, as of one instant */
        post: operations["features_stock_by_sku_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/stock_by_sku/{sku}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vector of stock_by_sku, as of now */
        get: operations["features_stock_by_sku"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The gold models: their keys, columns and windows */
        get: operations["listGoldModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold/basket_size": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Baskets of each shop by the hour. */
        get: operations["gold_basket_size"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold/delivery_performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deliveries of each fulfilment centre, by day (UTC). */
        get: operations["gold_delivery_performance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold/inventory_position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each shop has of each SKU now, as the inventory system's present rows say. */
        get: operations["gold_inventory_position"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold/loyalty_redemption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Points redeemed against points earned, by loyalty programme and day (UTC). */
        get: operations["gold_loyalty_redemption"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold/payment_fraud_features": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a payment card did, in windows of five minutes; asked for over the last hour and the last 24 hours, to score its next payment. */
        get: operations["gold_payment_fraud_features"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold/promotion_uplift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each promotion moves, by day (UTC). */
        get: operations["gold_promotion_uplift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold/returns_rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Units returned against units sold, by SKU and day (UTC) on which each happened. */
        get: operations["gold_returns_rate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold/sales_velocity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How fast each SKU sells, in shops and online, by the minute of the sale. */
        get: operations["gold_sales_velocity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold/shipment_lead_time": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long each shipment took from its order's release to the carrier, and to the door. */
        get: operations["gold_shipment_lead_time"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold/stock_by_sku": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What all shops together have of each SKU now, as the inventory system's present rows say. */
        get: operations["gold_stock_by_sku"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold/stock_out_risk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long the stock of now lasts at the speed of each window, by SKU; ask with grain=1h for hours, grain=1d for days. */
        get: operations["gold_stock_out_risk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold/stock_value": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the stock of each shop and SKU is worth at the shop's price of now. */
        get: operations["gold_stock_value"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which services answer, and how fast */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every partition: what was received, what became of it, and whether it adds up */
        get: operations["ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger/{source}/gaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The coordinates of a source that do not add up */
        get: operations["ledgerGaps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This instance's counters and latencies, for Prometheus */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["openApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest replays, also those that were refused */
        get: operations["listReplays"];
        put?: never;
        /** Asks for a replay; the same one twice is one */
        post: operations["startReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/replays/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One replay */
        get: operations["replay"];
        put?: never;
        post?: never;
        /** Cancels it */
        delete: operations["cancelReplay"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sql": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tables that SQL may name, with their columns */
        get: operations["listTables"];
        put?: never;
        /** One SELECT over the lake and gold, by DuckDB: read-only, fenced and bounded */
        post: operations["querySql"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Freshness: {
            /** @description when the newest of it was folded */
            foldedAt: string | null;
        };
        GoldModel: {
            columns: {
                description: string | null;
                name: string;
                type: string;
            }[];
            description: string;
            grain: string | null;
            key: {
                description: string | null;
                name: string;
                type: string;
            }[];
            name: string;
            retention: string | null;
            trailing: string[] | null;
            url: string;
            version: number;
            /** @description the column of a window's start */
            window: string | null;
        };
        Health: {
            checks: {
                [key: string]: {
                    error?: string;
                    ms: number;
                    /** @enum {unknown} */
                    status: "up" | "down";
                };
            };
            /** @enum {unknown} */
            status: "up" | "down";
        };
        Ledger: {
            partitions: {
                bronze: number;
                duplicates: number;
                hub: string;
                partitionId: string;
                quarantined: number;
                received: number;
                redriven: number;
                silver: number;
                state: components["schemas"]["LedgerState"];
            }[];
            state: components["schemas"]["LedgerState"];
            total: {
                bronze: number;
                duplicates: number;
                quarantined: number;
                received: number;
                redriven: number;
                silver: number;
            };
        };
        /** @enum {unknown} */
        LedgerState: "adds up" | "behind" | "does not add up";
        /** @description RFC 9457: what is wrong, where, and what to do */
        Problem: {
            detail: string;
            /** @description the parameter or field that is wrong */
            parameter?: string;
            status: number;
            title: string;
            type: string;
        };
        Table: {
            columns: {
                comment: string | null;
                name: string;
                type: string;
            }[];
            description: string | null;
            /** @description why nothing more is known of it */
            error?: string;
            name: string;
            partitionColumns: string[];
            version: number | null;
        };
        /** @description by hub and partition, the sequence number of the last event that is in it */
        Watermark: {
            [key: string]: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    features_basket_size_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keys: {
                        store_id: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The vectors */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        vectors: {
                            features: {
                                /** @description text for NaN and the infinities */
                                average_lines: number | string | null;
                                /** @description text for NaN and the infinities */
                                average_minor: number | string | null;
                                /** @description text where a double would round it */
                                baskets: number | string | null;
                                /** @description text where a double would round it */
                                least_minor: number | string | null;
                                /** @description text where a double would round it */
                                most_minor: number | string | null;
                            };
                            /** @description whether any event of the key lies within the lookbacks */
                            found: boolean;
                            freshness: components["schemas"]["Freshness"];
                            key: {
                                store_id: string | null;
                            };
                            watermark: components["schemas"]["Watermark"];
                        }[];
                        version: number;
                        /** @constant */
                        view: "basket_size";
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_basket_size: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Shop. */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vector */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        features: {
                            /** @description text for NaN and the infinities */
                            average_lines: number | string | null;
                            /** @description text for NaN and the infinities */
                            average_minor: number | string | null;
                            /** @description text where a double would round it */
                            baskets: number | string | null;
                            /** @description text where a double would round it */
                            least_minor: number | string | null;
                            /** @description text where a double would round it */
                            most_minor: number | string | null;
                        };
                        /** @description whether any event of the key lies within the lookbacks */
                        found: boolean;
                        freshness: components["schemas"]["Freshness"];
                        key: {
                            store_id: string | null;
                        };
                        version: number;
                        /** @constant */
                        view: "basket_size";
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_delivery_performance_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keys: {
                        fulfilment_centre_id: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The vectors */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        vectors: {
                            features: {
                                /** @description text for NaN and the infinities */
                                average_attempts: number | string | null;
                                /** @description text where a double would round it */
                                deliveries: number | string | null;
                                /** @description text where a double would round it */
                                most_attempts: number | string | null;
                                /** @description text where a double would round it */
                                on_time: number | string | null;
                                /** @description text for NaN and the infinities */
                                on_time_rate: number | string | null;
                            };
                            /** @description whether any event of the key lies within the lookbacks */
                            found: boolean;
                            freshness: components["schemas"]["Freshness"];
                            key: {
                                fulfilment_centre_id: string | null;
                            };
                            watermark: components["schemas"]["Watermark"];
                        }[];
                        version: number;
                        /** @constant */
                        view: "delivery_performance";
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_delivery_performance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Fulfilment centre. */
                fulfilment_centre_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vector */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        features: {
                            /** @description text for NaN and the infinities */
                            average_attempts: number | string | null;
                            /** @description text where a double would round it */
                            deliveries: number | string | null;
                            /** @description text where a double would round it */
                            most_attempts: number | string | null;
                            /** @description text where a double would round it */
                            on_time: number | string | null;
                            /** @description text for NaN and the infinities */
                            on_time_rate: number | string | null;
                        };
                        /** @description whether any event of the key lies within the lookbacks */
                        found: boolean;
                        freshness: components["schemas"]["Freshness"];
                        key: {
                            fulfilment_centre_id: string | null;
                        };
                        version: number;
                        /** @constant */
                        view: "delivery_performance";
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_inventory_position_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keys: {
                        sku: string;
                        store_id: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The vectors */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        vectors: {
                            features: {
                                /** @description text where a double would round it */
                                available: number | string | null;
                                /** @description text where a double would round it */
                                in_transit: number | string | null;
                                /** @description text where a double would round it */
                                on_hand: number | string | null;
                                /** @description text where a double would round it */
                                positions: number | string | null;
                                /** @description text where a double would round it */
                                reserved: number | string | null;
                            };
                            /** @description whether any event of the key lies within the lookbacks */
                            found: boolean;
                            freshness: components["schemas"]["Freshness"];
                            key: {
                                sku: string | null;
                                store_id: string | null;
                            };
                            watermark: components["schemas"]["Watermark"];
                        }[];
                        version: number;
                        /** @constant */
                        view: "inventory_position";
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_inventory_position: {
        parameters: {
            query: {
                /** @description Stock keeping unit. */
                sku: string;
            };
            header?: never;
            path: {
                /** @description Shop or distribution centre. */
                store_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vector */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        features: {
                            /** @description text where a double would round it */
                            available: number | string | null;
                            /** @description text where a double would round it */
                            in_transit: number | string | null;
                            /** @description text where a double would round it */
                            on_hand: number | string | null;
                            /** @description text where a double would round it */
                            positions: number | string | null;
                            /** @description text where a double would round it */
                            reserved: number | string | null;
                        };
                        /** @description whether any event of the key lies within the lookbacks */
                        found: boolean;
                        freshness: components["schemas"]["Freshness"];
                        key: {
                            sku: string | null;
                            store_id: string | null;
                        };
                        version: number;
                        /** @constant */
                        view: "inventory_position";
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_loyalty_redemption_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keys: {
                        programme: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The vectors */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        vectors: {
                            features: {
                                /** @description text where a double would round it */
                                points_earned: number | string | null;
                                /** @description text where a double would round it */
                                points_redeemed: number | string | null;
                                /** @description text for NaN and the infinities */
                                redemption_rate: number | string | null;
                                /** @description text where a double would round it */
                                redemptions: number | string | null;
                                /** @description text where a double would round it */
                                transactions: number | string | null;
                            };
                            /** @description whether any event of the key lies within the lookbacks */
                            found: boolean;
                            freshness: components["schemas"]["Freshness"];
                            key: {
                                programme: string | null;
                            };
                            watermark: components["schemas"]["Watermark"];
                        }[];
                        version: number;
                        /** @constant */
                        view: "loyalty_redemption";
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_loyalty_redemption: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Loyalty programme. */
                programme: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vector */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        features: {
                            /** @description text where a double would round it */
                            points_earned: number | string | null;
                            /** @description text where a double would round it */
                            points_redeemed: number | string | null;
                            /** @description text for NaN and the infinities */
                            redemption_rate: number | string | null;
                            /** @description text where a double would round it */
                            redemptions: number | string | null;
                            /** @description text where a double would round it */
                            transactions: number | string | null;
                        };
                        /** @description whether any event of the key lies within the lookbacks */
                        found: boolean;
                        freshness: components["schemas"]["Freshness"];
                        key: {
                            programme: string | null;
                        };
                        version: number;
                        /** @constant */
                        view: "loyalty_redemption";
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_payment_fraud_features_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keys: {
                        card_token: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The vectors */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        vectors: {
                            features: {
                                /** @description text where a double would round it */
                                amount_minor_1h: number | string | null;
                                /** @description text where a double would round it */
                                amount_minor_24h: number | string | null;
                                /** @description text where a double would round it */
                                declines_1h: number | string | null;
                                /** @description text where a double would round it */
                                declines_24h: number | string | null;
                                /** @description text where a double would round it */
                                payments_1h: number | string | null;
                                /** @description text where a double would round it */
                                payments_24h: number | string | null;
                                /** @description text where a double would round it */
                                stores_1h: number | string | null;
                                /** @description text where a double would round it */
                                stores_24h: number | string | null;
                            };
                            /** @description whether any event of the key lies within the lookbacks */
                            found: boolean;
                            freshness: components["schemas"]["Freshness"];
                            key: {
                                card_token: string | null;
                            };
                            watermark: components["schemas"]["Watermark"];
                        }[];
                        version: number;
                        /** @constant */
                        view: "payment_fraud_features";
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_payment_fraud_features: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Token of the card; never its number. */
                card_token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vector */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        features: {
                            /** @description text where a double would round it */
                            amount_minor_1h: number | string | null;
                            /** @description text where a double would round it */
                            amount_minor_24h: number | string | null;
                            /** @description text where a double would round it */
                            declines_1h: number | string | null;
                            /** @description text where a double would round it */
                            declines_24h: number | string | null;
                            /** @description text where a double would round it */
                            payments_1h: number | string | null;
                            /** @description text where a double would round it */
                            payments_24h: number | string | null;
                            /** @description text where a double would round it */
                            stores_1h: number | string | null;
                            /** @description text where a double would round it */
                            stores_24h: number | string | null;
                        };
                        /** @description whether any event of the key lies within the lookbacks */
                        found: boolean;
                        freshness: components["schemas"]["Freshness"];
                        key: {
                            card_token: string | null;
                        };
                        version: number;
                        /** @constant */
                        view: "payment_fraud_features";
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_promotion_uplift_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keys: {
                        promotion_id: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The vectors */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        vectors: {
                            features: {
                                /** @description text where a double would round it */
                                discount_minor: number | string | null;
                                /** @description text for NaN and the infinities */
                                discount_per_unit_minor: number | string | null;
                                /** @description text where a double would round it */
                                redemptions: number | string | null;
                                /** @description text where a double would round it */
                                stores: number | string | null;
                                /** @description text where a double would round it */
                                units: number | string | null;
                            };
                            /** @description whether any event of the key lies within the lookbacks */
                            found: boolean;
                            freshness: components["schemas"]["Freshness"];
                            key: {
                                promotion_id: string | null;
                            };
                            watermark: components["schemas"]["Watermark"];
                        }[];
                        version: number;
                        /** @constant */
                        view: "promotion_uplift";
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_promotion_uplift: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Promotion. */
                promotion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vector */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        features: {
                            /** @description text where a double would round it */
                            discount_minor: number | string | null;
                            /** @description text for NaN and the infinities */
                            discount_per_unit_minor: number | string | null;
                            /** @description text where a double would round it */
                            redemptions: number | string | null;
                            /** @description text where a double would round it */
                            stores: number | string | null;
                            /** @description text where a double would round it */
                            units: number | string | null;
                        };
                        /** @description whether any event of the key lies within the lookbacks */
                        found: boolean;
                        freshness: components["schemas"]["Freshness"];
                        key: {
                            promotion_id: string | null;
                        };
                        version: number;
                        /** @constant */
                        view: "promotion_uplift";
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_returns_rate_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keys: {
                        sku: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The vectors */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        vectors: {
                            features: {
                                /** @description text for NaN and the infinities */
                                returns_rate: number | string | null;
                                /** @description text where a double would round it */
                                units_returned: number | string | null;
                                /** @description text where a double would round it */
                                units_sold: number | string | null;
                            };
                            /** @description whether any event of the key lies within the lookbacks */
                            found: boolean;
                            freshness: components["schemas"]["Freshness"];
                            key: {
                                sku: string | null;
                            };
                            watermark: components["schemas"]["Watermark"];
                        }[];
                        version: number;
                        /** @constant */
                        view: "returns_rate";
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_returns_rate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Stock keeping unit. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vector */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        features: {
                            /** @description text for NaN and the infinities */
                            returns_rate: number | string | null;
                            /** @description text where a double would round it */
                            units_returned: number | string | null;
                            /** @description text where a double would round it */
                            units_sold: number | string | null;
                        };
                        /** @description whether any event of the key lies within the lookbacks */
                        found: boolean;
                        freshness: components["schemas"]["Freshness"];
                        key: {
                            sku: string | null;
                        };
                        version: number;
                        /** @constant */
                        view: "returns_rate";
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_sales_velocity_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keys: {
                        sku: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The vectors */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        vectors: {
                            features: {
                                /** @description text where a double would round it */
                                revenue_minor: number | string | null;
                                /** @description text where a double would round it */
                                transactions: number | string | null;
                                /** @description text where a double would round it */
                                units: number | string | null;
                            };
                            /** @description whether any event of the key lies within the lookbacks */
                            found: boolean;
                            freshness: components["schemas"]["Freshness"];
                            key: {
                                sku: string | null;
                            };
                            watermark: components["schemas"]["Watermark"];
                        }[];
                        version: number;
                        /** @constant */
                        view: "sales_velocity";
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_sales_velocity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Stock keeping unit. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vector */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        features: {
                            /** @description text where a double would round it */
                            revenue_minor: number | string | null;
                            /** @description text where a double would round it */
                            transactions: number | string | null;
                            /** @description text where a double would round it */
                            units: number | string | null;
                        };
                        /** @description whether any event of the key lies within the lookbacks */
                        found: boolean;
                        freshness: components["schemas"]["Freshness"];
                        key: {
                            sku: string | null;
                        };
                        version: number;
                        /** @constant */
                        view: "sales_velocity";
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_shipment_lead_time_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keys: {
                        fulfilment_centre_id: string;
                        shipment_id: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The vectors */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        vectors: {
                            features: {
                                /** @description RFC 3339, UTC */
                                created_at: string | null;
                                /** @description RFC 3339, UTC */
                                delivered_at: string | null;
                                /** @description text where a double would round it */
                                dispatch_seconds: number | string | null;
                                /** @description RFC 3339, UTC */
                                dispatched_at: string | null;
                                /** @description text where a double would round it */
                                lead_seconds: number | string | null;
                            };
                            /** @description whether any event of the key lies within the lookbacks */
                            found: boolean;
                            freshness: components["schemas"]["Freshness"];
                            key: {
                                fulfilment_centre_id: string | null;
                                shipment_id: string | null;
                            };
                            watermark: components["schemas"]["Watermark"];
                        }[];
                        version: number;
                        /** @constant */
                        view: "shipment_lead_time";
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_shipment_lead_time: {
        parameters: {
            query: {
                /** @description Shipment. */
                shipment_id: string;
            };
            header?: never;
            path: {
                /** @description Fulfilment centre. */
                fulfilment_centre_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vector */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        features: {
                            /** @description RFC 3339, UTC */
                            created_at: string | null;
                            /** @description RFC 3339, UTC */
                            delivered_at: string | null;
                            /** @description text where a double would round it */
                            dispatch_seconds: number | string | null;
                            /** @description RFC 3339, UTC */
                            dispatched_at: string | null;
                            /** @description text where a double would round it */
                            lead_seconds: number | string | null;
                        };
                        /** @description whether any event of the key lies within the lookbacks */
                        found: boolean;
                        freshness: components["schemas"]["Freshness"];
                        key: {
                            fulfilment_centre_id: string | null;
                            shipment_id: string | null;
                        };
                        version: number;
                        /** @constant */
                        view: "shipment_lead_time";
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_stock_by_sku_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keys: {
                        sku: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The vectors */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        vectors: {
                            features: {
                                /** @description text where a double would round it */
                                available: number | string | null;
                                /** @description text where a double would round it */
                                in_transit: number | string | null;
                                /** @description text where a double would round it */
                                on_hand: number | string | null;
                                /** @description text where a double would round it */
                                reserved: number | string | null;
                                /** @description text where a double would round it */
                                stores: number | string | null;
                                /** @description text where a double would round it */
                                stores_with_stock: number | string | null;
                            };
                            /** @description whether any event of the key lies within the lookbacks */
                            found: boolean;
                            freshness: components["schemas"]["Freshness"];
                            key: {
                                sku: string | null;
                            };
                            watermark: components["schemas"]["Watermark"];
                        }[];
                        version: number;
                        /** @constant */
                        view: "stock_by_sku";
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    features_stock_by_sku: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Stock keeping unit. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vector */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        asOf: string;
                        features: {
                            /** @description text where a double would round it */
                            available: number | string | null;
                            /** @description text where a double would round it */
                            in_transit: number | string | null;
                            /** @description text where a double would round it */
                            on_hand: number | string | null;
                            /** @description text where a double would round it */
                            reserved: number | string | null;
                            /** @description text where a double would round it */
                            stores: number | string | null;
                            /** @description text where a double would round it */
                            stores_with_stock: number | string | null;
                        };
                        /** @description whether any event of the key lies within the lookbacks */
                        found: boolean;
                        freshness: components["schemas"]["Freshness"];
                        key: {
                            sku: string | null;
                        };
                        version: number;
                        /** @constant */
                        view: "stock_by_sku";
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGoldModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The models */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        models: components["schemas"]["GoldModel"][];
                    };
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gold_basket_size: {
        parameters: {
            query: {
                /** @description Where an earlier answer left off: its `continuation` */
                continuation?: string;
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Width of the answer's windows: a multiple of 1h */
                grain?: string;
                /** @description Rows of one answer */
                limit?: number;
                /** @description Shop. */
                store_id: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of basket_size */
            200: {
                headers: {
                    "cache-control"?: string;
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        continuation: string | null;
                        freshness: components["schemas"]["Freshness"];
                        /** @constant */
                        model: "basket_size";
                        rows: {
                            /** @description Average number of lines. */
                            average_lines: number | string | null;
                            /** @description Average total, in pence. */
                            average_minor: number | string | null;
                            /** @description Baskets paid at tills. */
                            baskets: number | string | null;
                            /**
                             * Format: date-time
                             * @description Start of the hour, UTC.
                             */
                            hour: string;
                            /** @description Smallest total, in pence. */
                            least_minor: number | string | null;
                            /** @description Largest total, in pence. */
                            most_minor: number | string | null;
                            /** @description Shop. */
                            store_id: string | null;
                        }[];
                        version: number;
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The answer is still the one with this ETag */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gold_delivery_performance: {
        parameters: {
            query: {
                /** @description Where an earlier answer left off: its `continuation` */
                continuation?: string;
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Fulfilment centre. */
                fulfilment_centre_id: string;
                /** @description Width of the answer's windows: a multiple of 1d */
                grain?: string;
                /** @description Rows of one answer */
                limit?: number;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of delivery_performance */
            200: {
                headers: {
                    "cache-control"?: string;
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        continuation: string | null;
                        freshness: components["schemas"]["Freshness"];
                        /** @constant */
                        model: "delivery_performance";
                        rows: {
                            /** @description Average number of attempts. */
                            average_attempts: number | string | null;
                            /**
                             * Format: date-time
                             * @description Start of the day, UTC.
                             */
                            day: string;
                            /** @description Parcels delivered. */
                            deliveries: number | string | null;
                            /** @description Fulfilment centre. */
                            fulfilment_centre_id: string | null;
                            /** @description Greatest number of attempts. */
                            most_attempts: number | string | null;
                            /** @description Those that came when promised. */
                            on_time: number | string | null;
                            /** @description Share of those. */
                            on_time_rate: number | string | null;
                        }[];
                        version: number;
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The answer is still the one with this ETag */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gold_inventory_position: {
        parameters: {
            query: {
                /** @description Where an earlier answer left off: its `continuation` */
                continuation?: string;
                /** @description Rows of one answer */
                limit?: number;
                /** @description Stock keeping unit. */
                sku?: string;
                /** @description Shop or distribution centre. */
                store_id: string;
            };
            header?: {
                /** @description The ETag of an earlier answer */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of inventory_position */
            200: {
                headers: {
                    "cache-control"?: string;
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        continuation: string | null;
                        freshness: components["schemas"]["Freshness"];
                        /** @constant */
                        model: "inventory_position";
                        rows: {
                            /** @description Units on hand that are not promised. */
                            available: number | string | null;
                            /** @description Units on their way to the shop. */
                            in_transit: number | string | null;
                            /** @description Units on the shelf and in the back room. */
                            on_hand: number | string | null;
                            /** @description Rows of the inventory system behind this position. */
                            positions: number | string | null;
                            /** @description Units promised to orders. */
                            reserved: number | string | null;
                            /** @description Stock keeping unit. */
                            sku: string | null;
                            /** @description Shop or distribution centre. */
                            store_id: string | null;
                        }[];
                        version: number;
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The answer is still the one with this ETag */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gold_loyalty_redemption: {
        parameters: {
            query: {
                /** @description Where an earlier answer left off: its `continuation` */
                continuation?: string;
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Width of the answer's windows: a multiple of 1d */
                grain?: string;
                /** @description Rows of one answer */
                limit?: number;
                /** @description Loyalty programme. */
                programme: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of loyalty_redemption */
            200: {
                headers: {
                    "cache-control"?: string;
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        continuation: string | null;
                        freshness: components["schemas"]["Freshness"];
                        /** @constant */
                        model: "loyalty_redemption";
                        rows: {
                            /**
                             * Format: date-time
                             * @description Start of the day, UTC.
                             */
                            day: string;
                            /** @description Points earned. */
                            points_earned: number | string | null;
                            /** @description Points redeemed. */
                            points_redeemed: number | string | null;
                            /** @description Loyalty programme. */
                            programme: string | null;
                            /** @description Points redeemed divided by points earned; null when none were earned. */
                            redemption_rate: number | string | null;
                            /** @description Redemptions. */
                            redemptions: number | string | null;
                            /** @description Points transactions of every kind. */
                            transactions: number | string | null;
                        }[];
                        version: number;
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The answer is still the one with this ETag */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gold_payment_fraud_features: {
        parameters: {
            query: {
                /** @description Token of the card; never its number. */
                card_token: string;
                /** @description Where an earlier answer left off: its `continuation` */
                continuation?: string;
                /** @description Rows of one answer */
                limit?: number;
                /** @description The instant asked about; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of payment_fraud_features */
            200: {
                headers: {
                    "cache-control"?: string;
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        continuation: string | null;
                        freshness: components["schemas"]["Freshness"];
                        /** @constant */
                        model: "payment_fraud_features";
                        rows: {
                            /** @description Amount authorised, in pence. */
                            amount_minor_1h: number | string | null;
                            /** @description Amount authorised, in pence. */
                            amount_minor_24h: number | string | null;
                            /** @description Token of the card; never its number. */
                            card_token: string | null;
                            /** @description Declined payments. */
                            declines_1h: number | string | null;
                            /** @description Declined payments. */
                            declines_24h: number | string | null;
                            /** @description Authorised payments. */
                            payments_1h: number | string | null;
                            /** @description Authorised payments. */
                            payments_24h: number | string | null;
                            /** @description Distinct shops (the web shop is one). */
                            stores_1h: number | string | null;
                            /** @description Distinct shops (the web shop is one). */
                            stores_24h: number | string | null;
                        }[];
                        version: number;
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The answer is still the one with this ETag */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gold_promotion_uplift: {
        parameters: {
            query: {
                /** @description Where an earlier answer left off: its `continuation` */
                continuation?: string;
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Width of the answer's windows: a multiple of 1d */
                grain?: string;
                /** @description Rows of one answer */
                limit?: number;
                /** @description Promotion. */
                promotion_id: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of promotion_uplift */
            200: {
                headers: {
                    "cache-control"?: string;
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        continuation: string | null;
                        freshness: components["schemas"]["Freshness"];
                        /** @constant */
                        model: "promotion_uplift";
                        rows: {
                            /**
                             * Format: date-time
                             * @description Start of the day, UTC.
                             */
                            day: string;
                            /** @description Discount given, in pence. */
                            discount_minor: number | string | null;
                            /** @description Discount on a unit, in pence. */
                            discount_per_unit_minor: number | string | null;
                            /** @description Promotion. */
                            promotion_id: string | null;
                            /** @description Times it was used. */
                            redemptions: number | string | null;
                            /** @description Shops that sold with it. */
                            stores: number | string | null;
                            /** @description Units sold with it. */
                            units: number | string | null;
                        }[];
                        version: number;
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The answer is still the one with this ETag */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gold_returns_rate: {
        parameters: {
            query: {
                /** @description Where an earlier answer left off: its `continuation` */
                continuation?: string;
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Width of the answer's windows: a multiple of 1d */
                grain?: string;
                /** @description Rows of one answer */
                limit?: number;
                /** @description Stock keeping unit. */
                sku: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of returns_rate */
            200: {
                headers: {
                    "cache-control"?: string;
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        continuation: string | null;
                        freshness: components["schemas"]["Freshness"];
                        /** @constant */
                        model: "returns_rate";
                        rows: {
                            /**
                             * Format: date-time
                             * @description Start of the day, UTC.
                             */
                            day: string;
                            /** @description Units returned divided by units sold; null when none were sold. */
                            returns_rate: number | string | null;
                            /** @description Stock keeping unit. */
                            sku: string | null;
                            /** @description Units brought or sent back. */
                            units_returned: number | string | null;
                            /** @description Units sold in shops and online. */
                            units_sold: number | string | null;
                        }[];
                        version: number;
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The answer is still the one with this ETag */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gold_sales_velocity: {
        parameters: {
            query: {
                /** @description Where an earlier answer left off: its `continuation` */
                continuation?: string;
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Width of the answer's windows: a multiple of 1m */
                grain?: string;
                /** @description Rows of one answer */
                limit?: number;
                /** @description Stock keeping unit. */
                sku: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of sales_velocity */
            200: {
                headers: {
                    "cache-control"?: string;
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        continuation: string | null;
                        freshness: components["schemas"]["Freshness"];
                        /** @constant */
                        model: "sales_velocity";
                        rows: {
                            /** @description Revenue after discounts, in pence. */
                            revenue_minor: number | string | null;
                            /** @description Stock keeping unit. */
                            sku: string | null;
                            /** @description Baskets and orders that hold the SKU. */
                            transactions: number | string | null;
                            /** @description Units sold. */
                            units: number | string | null;
                            /**
                             * Format: date-time
                             * @description Start of the minute.
                             */
                            window_start: string;
                        }[];
                        version: number;
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The answer is still the one with this ETag */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gold_shipment_lead_time: {
        parameters: {
            query: {
                /** @description Where an earlier answer left off: its `continuation` */
                continuation?: string;
                /** @description Fulfilment centre. */
                fulfilment_centre_id: string;
                /** @description Rows of one answer */
                limit?: number;
                /** @description Shipment. */
                shipment_id?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of shipment_lead_time */
            200: {
                headers: {
                    "cache-control"?: string;
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        continuation: string | null;
                        freshness: components["schemas"]["Freshness"];
                        /** @constant */
                        model: "shipment_lead_time";
                        rows: {
                            /** @description When its order was released to the centre. */
                            created_at: string | null;
                            /** @description When it reached its customer. */
                            delivered_at: string | null;
                            /** @description Seconds from release to carrier; null until both are known. */
                            dispatch_seconds: number | string | null;
                            /** @description When the carrier got it. */
                            dispatched_at: string | null;
                            /** @description Fulfilment centre. */
                            fulfilment_centre_id: string | null;
                            /** @description Seconds from release to the door; null until both are known. */
                            lead_seconds: number | string | null;
                            /** @description Shipment. */
                            shipment_id: string | null;
                        }[];
                        version: number;
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The answer is still the one with this ETag */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gold_stock_by_sku: {
        parameters: {
            query: {
                /** @description Where an earlier answer left off: its `continuation` */
                continuation?: string;
                /** @description Rows of one answer */
                limit?: number;
                /** @description Stock keeping unit. */
                sku: string;
            };
            header?: {
                /** @description The ETag of an earlier answer */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of stock_by_sku */
            200: {
                headers: {
                    "cache-control"?: string;
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        continuation: string | null;
                        freshness: components["schemas"]["Freshness"];
                        /** @constant */
                        model: "stock_by_sku";
                        rows: {
                            /** @description Units on hand that are not promised. */
                            available: number | string | null;
                            /** @description Units on their way to shops. */
                            in_transit: number | string | null;
                            /** @description Units on shelves and in back rooms. */
                            on_hand: number | string | null;
                            /** @description Units promised to orders. */
                            reserved: number | string | null;
                            /** @description Stock keeping unit. */
                            sku: string | null;
                            /** @description Shops that the inventory system has a row for. */
                            stores: number | string | null;
                            /** @description Shops that have more than they have promised. */
                            stores_with_stock: number | string | null;
                        }[];
                        version: number;
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The answer is still the one with this ETag */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gold_stock_out_risk: {
        parameters: {
            query: {
                /** @description Where an earlier answer left off: its `continuation` */
                continuation?: string;
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Width of the answer's windows: a multiple of 1m */
                grain?: string;
                /** @description Rows of one answer */
                limit?: number;
                /** @description Stock keeping unit. */
                sku: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of stock_out_risk */
            200: {
                headers: {
                    "cache-control"?: string;
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        continuation: string | null;
                        freshness: components["schemas"]["Freshness"];
                        /** @constant */
                        model: "stock_out_risk";
                        rows: {
                            /** @description Units that all shops have now and have not promised; null when the inventory system has no row. */
                            available: number | string | null;
                            /** @description Units on their way to shops now. */
                            in_transit: number | string | null;
                            /** @description Whether one more window like this one takes all that is available. */
                            sells_out: boolean | null;
                            /** @description Stock keeping unit. */
                            sku: string | null;
                            /** @description Shops that have any to sell now. */
                            stores_with_stock: number | string | null;
                            /** @description Units sold in the window. */
                            units: number | string | null;
                            /**
                             * Format: date-time
                             * @description Start of the window in which it sold.
                             */
                            window_start: string;
                            /** @description Windows that the available units last at this window's speed; null when none were sold. */
                            windows_of_cover: number | string | null;
                        }[];
                        version: number;
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The answer is still the one with this ETag */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gold_stock_value: {
        parameters: {
            query: {
                /** @description Where an earlier answer left off: its `continuation` */
                continuation?: string;
                /** @description Rows of one answer */
                limit?: number;
                /** @description Stock keeping unit. */
                sku?: string;
                /** @description Shop or distribution centre. */
                store_id: string;
            };
            header?: {
                /** @description The ETag of an earlier answer */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of stock_value */
            200: {
                headers: {
                    "cache-control"?: string;
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        continuation: string | null;
                        freshness: components["schemas"]["Freshness"];
                        /** @constant */
                        model: "stock_value";
                        rows: {
                            /** @description Whether the price is below what it was. */
                            is_reduced: boolean | null;
                            /** @description Units on the shelf and in the back room. */
                            on_hand: number | string | null;
                            /** @description Price, in pence; null when the pricing system has none. */
                            price_minor: number | string | null;
                            /** @description When the price began. */
                            price_valid_from: string | null;
                            /** @description Stock keeping unit. */
                            sku: string | null;
                            /** @description Shop or distribution centre. */
                            store_id: string | null;
                            /** @description Units on hand at that price, in pence. */
                            value_minor: number | string | null;
                            /** @description Price before a reduction, in pence. */
                            was_price_minor: number | string | null;
                        }[];
                        version: number;
                        watermark: components["schemas"]["Watermark"];
                    };
                };
            };
            /** @description The answer is still the one with this ETag */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description One does not */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    ledger: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ledger */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ledger"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ledgerGaps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: "customers" | "ecommerce" | "fulfilment" | "inventory" | "loyalty" | "payments" | "pos" | "pricing" | "procurement" | "promotions" | "returns" | "warehouse";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each partition, by a fresh look at what has landed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        partitions: Record<string, never>[];
                        source: string;
                        state: components["schemas"]["LedgerState"];
                    };
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Samples */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReplays: {
        parameters: {
            query?: {
                state?: "running" | "done" | "cancelled" | "failed" | "refused";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The replays */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startReplay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: {
                        first?: number;
                        /** Format: date-time */
                        from?: string;
                        last?: number;
                        partition?: string;
                        reason?: string;
                        source: string;
                        /** Format: date-time */
                        to?: string;
                    };
                    /** @description the same id is the same replay */
                    id?: string;
                    /** @constant */
                    type: "Replay.RedriveQuarantine";
                } | {
                    data: {
                        first?: number;
                        /** Format: date-time */
                        from?: string;
                        last?: number;
                        partition?: string;
                        source: string;
                        /** Format: date-time */
                        to?: string;
                    };
                    /** @description the same id is the same replay */
                    id?: string;
                    /** @constant */
                    type: "Replay.CompareBronze";
                } | {
                    data: {
                        model: string;
                        version?: number;
                    };
                    /** @description the same id is the same replay */
                    id?: string;
                    /** @constant */
                    type: "Replay.RebuildGold";
                } | {
                    data: {
                        etag?: string;
                        path: string;
                    };
                    /** @description the same id is the same replay */
                    id?: string;
                    /** @constant */
                    type: "Replay.BackfillSource";
                };
            };
        };
        responses: {
            /** @description It was asked for before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description It will be done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It needs more than it may */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The replay */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is in no state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The replay */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is in no state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTables: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tables */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tables: components["schemas"]["Table"][];
                    };
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    querySql: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description else what `accept` asks for, else JSON
                     * @enum {unknown}
                     */
                    format?: "json" | "csv" | "parquet";
                    /** @default 1000 */
                    limit?: number;
                    /**
                     * @description one SELECT
                     * @example select count(*) as n from silver.pos_sale
                     */
                    sql: string;
                    /** @default 30 */
                    timeoutSeconds?: number;
                    /** @description versions of tables that the query names without AT */
                    versions?: {
                        [key: string]: number;
                    };
                };
            };
        };
        responses: {
            /** @description The rows, in the format asked for; CSV and Parquet say the rest in headers `assay-…` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        columns: {
                            name: string;
                            type: string;
                        }[];
                        elapsedMs: number;
                        /** @description files that could hold no row of the answer */
                        filesPruned: number;
                        filesRead: number;
                        rowCount: number;
                        rows: Record<string, never>[];
                        /** @description the tables that were read, and their versions */
                        tables: unknown;
                        /** @description whether there were more rows than the limit */
                        truncated: boolean;
                    };
                    "application/vnd.apache.parquet": unknown;
                    "text/csv": unknown;
                };
            };
            /** @description The request is wrong; the detail says where and what to do */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No function key, or no token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token has not the role that this needs */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is nothing of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It took longer than it may */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It needs more than it may */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The query is wrong or refused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many are waiting; try again later */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it needs does not answer now; try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
