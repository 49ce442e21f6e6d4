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
    "/features/returns_rush": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vectors of returns_rush for many keys, in their order, as of one instant */
        post: operations["features_returns_rush_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/features/returns_rush/{store_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vector of returns_rush, as of now */
        get: operations["features_returns_rush"];
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
    "/flow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What comes in, where it is, how fast, and what is wrong: about a second old */
        get: operations["flow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flow/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The flow over time: an hour by ten seconds, up to a day by minutes */
        get: operations["flowHistory"];
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
    "/gold/basket_size/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live: Baskets of each shop by the hour. */
        get: operations["gold_basket_size_changes"];
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
    "/gold/delivery_performance/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live: Deliveries of each fulfilment centre, by day (UTC). */
        get: operations["gold_delivery_performance_changes"];
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
    "/gold/inventory_position/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live: What each shop has of each SKU now, as the inventory system's present rows say. */
        get: operations["gold_inventory_position_changes"];
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
    "/gold/loyalty_redemption/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live: Points redeemed against points earned, by loyalty programme and day (UTC). */
        get: operations["gold_loyalty_redemption_changes"];
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
    "/gold/payment_fraud_features/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live: What a payment card did, in windows of five minutes; asked for over the last hour and the last 24 hours, to score its next payment. */
        get: operations["gold_payment_fraud_features_changes"];
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
    "/gold/promotion_uplift/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live: What each promotion moves, by day (UTC). */
        get: operations["gold_promotion_uplift_changes"];
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
    "/gold/returns_rate/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live: Units returned against units sold, by SKU and day (UTC) on which each happened. */
        get: operations["gold_returns_rate_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold/returns_rush": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns that a shop took back within an hour, an hour from every five minutes; what an alert of refund fraud looks at. */
        get: operations["gold_returns_rush"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gold/returns_rush/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live: Returns that a shop took back within an hour, an hour from every five minutes; what an alert of refund fraud looks at. */
        get: operations["gold_returns_rush_changes"];
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
    "/gold/sales_velocity/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live: How fast each SKU sells, in shops and online, by the minute of the sale. */
        get: operations["gold_sales_velocity_changes"];
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
    "/gold/shipment_lead_time/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live: How long each shipment took from its order's release to the carrier, and to the door. */
        get: operations["gold_shipment_lead_time_changes"];
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
    "/gold/stock_by_sku/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live: What all shops together have of each SKU now, as the inventory system's present rows say. */
        get: operations["gold_stock_by_sku_changes"];
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
    "/gold/stock_out_risk/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live: How long the stock of now lasts at the speed of each window, by SKU; ask with grain=1h for hours, grain=1d for days. */
        get: operations["gold_stock_out_risk_changes"];
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
    "/gold/stock_value/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live: What the stock of each shop and SKU is worth at the shop's price of now. */
        get: operations["gold_stock_value_changes"];
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
    "/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A gold model: its query, lineage down to the fields of events, versions, and its last rebuild's audit */
        get: operations["model"];
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
    "/replays/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a request for a replay would do; nothing is done */
        post: operations["previewReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sources/{source}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A source: its partitions and lag, expectations with their pass rates, and schemas */
        get: operations["source"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sources/{source}/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A sample of what lies in quarantine, newest first: seconds after it was refused */
        get: operations["quarantine"];
        put?: never;
        post?: never;
        delete?: never;
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
    "/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How large the lake's tables are, and how well kept */
        get: operations["tables"];
        put?: never;
        post?: never;
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
        Expectation: {
            /** @enum {string} */
            action: "warn" | "drop" | "fail";
            /** @description the expression, as the catalog has it */
            expect: unknown;
            /** @description of the last hour */
            hour: {
                evaluated: number;
                failed: number;
                /** @description null where nothing was looked at */
                passRate: number | null;
            };
            name: string;
            /** @description of the last ten seconds */
            now: {
                evaluated: number;
                failed: number;
                /** @description null where nothing was looked at */
                passRate: number | null;
            };
            /** @description of the last hour by the minute; minutes in which it was not looked at are left out */
            overTime: {
                /** Format: date-time */
                at: string;
                evaluated: number;
                failed: number;
                /** @description null where nothing was looked at */
                passRate: number | null;
            }[];
            table: string;
            type: string;
        };
        FieldOrigin: {
            /** @description or a part of it: `lines[].sku` */
            column: string;
            description: string | null;
            /** @description of the event's data; null for what the platform adds */
            field: string | null;
            source: string;
            table: string;
            /** @description the event's type */
            type: string;
        };
        Finding: {
            /** @description what, where, and what to do */
            detail: string;
            /** @description the console's page that leads to the cause */
            link: string;
            /** @description file of the repository that says what to do */
            runbook: string;
            /** @enum {string} */
            severity: "attention" | "trouble";
            /** @description the source that it is of; none when it is of several */
            source?: string;
            title: string;
        };
        Flow: {
            /** Format: date-time */
            asOf: string;
            /** @description worst first */
            findings: components["schemas"]["Finding"][];
            gold: {
                models: {
                    foldsPerSecond: number;
                    name: string;
                }[];
            };
            /** @description from the moment a source made an event until gold answers with it, of the last ten seconds */
            latencyMs: {
                events: number;
                /** @description ms, exact to 4%; null without events */
                p50: number | null;
                /** @description ms, exact to 4%; null without events */
                p99: number | null;
                /** @description ms, exact to 4%; null without events */
                p999: number | null;
            };
            ledger: {
                /** @description coordinates that do not add up */
                differences: number;
                state: components["schemas"]["LedgerState"];
            };
            sources: components["schemas"]["FlowSource"][];
            state: components["schemas"]["FlowState"];
        };
        FlowHistory: {
            points: {
                /** Format: date-time */
                at: string;
                /** @description sources with nothing to tell are left out */
                bySource: {
                    [key: string]: {
                        quarantinedPerSecond: number;
                        receivedPerSecond: number;
                        refineLagEvents: number;
                        silverPerSecond: number;
                    };
                };
                /** @description ms, exact to 4%; null without events */
                p50: number | null;
                /** @description ms, exact to 4%; null without events */
                p99: number | null;
                /** @description ms, exact to 4%; null without events */
                p999: number | null;
                quarantinedPerSecond: number;
                receivedPerSecond: number;
                refineLagEvents: number;
                silverPerSecond: number;
            }[];
            stepSeconds: number;
        };
        FlowLag: {
            bronzeEvents: number;
            /** @description how long the oldest event waits that has no outcome */
            oldestSeconds: number;
            refineEvents: number;
        };
        /** @description a second, over the last five */
        FlowRates: {
            bronze: number;
            duplicates: number;
            /** @description batches that failed and are tried again */
            failures: number;
            quarantined: number;
            received: number;
            silver: number;
        };
        FlowSource: {
            /** @enum {string} */
            kind: "cdc" | "producer";
            lag: components["schemas"]["FlowLag"];
            name: string;
            partitions: number;
            perSecond: components["schemas"]["FlowRates"];
            state: components["schemas"]["FlowState"];
            totals: components["schemas"]["FlowTotals"];
        };
        /**
         * @description the worst of its findings
         * @enum {string}
         */
        FlowState: "ok" | "attention" | "trouble";
        /** @description received as of now, the others as the ledger has committed them, some ten seconds ago */
        FlowTotals: {
            bronze: number;
            duplicates: number;
            lost: number;
            quarantined: number;
            received: number;
            redriven: number;
            silver: number;
            silverLost: number;
        };
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
            /** @description from the start of one window to that of the next */
            grain: string | null;
            key: {
                description: string | null;
                name: string;
                type: string;
            }[];
            name: string;
            retention: string | null;
            /** @description how long a window is: longer than the grain when windows overlap */
            size: string | null;
            trailing: string[] | null;
            url: string;
            version: number;
            /** @description the column that says which window it is */
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
                /** @description bronze will never have them: the hub let them go before they had landed */
                lost: number;
                partitionId: string;
                quarantined: number;
                received: number;
                redriven: number;
                silver: number;
                /** @description of the lost, those that have no outcome either */
                silverLost: number;
                state: components["schemas"]["LedgerState"];
            }[];
            state: components["schemas"]["LedgerState"];
            total: {
                bronze: number;
                duplicates: number;
                /** @description bronze will never have them: the hub let them go before they had landed */
                lost: number;
                quarantined: number;
                received: number;
                redriven: number;
                silver: number;
                /** @description of the lost, those that have no outcome either */
                silverLost: number;
            };
        };
        /** @enum {unknown} */
        LedgerState: "adds up" | "behind" | "does not add up";
        ModelDetails: {
            /** @description of the last rebuild that is done: without differences, or it would not answer */
            audit: {
                /** Format: date-time */
                at: string;
                differences: number;
                groupsCompared: number;
                version: number;
            } | null;
            columns: {
                description: string | null;
                name: string;
                type: string;
            }[];
            description: string;
            /** @description from the start of one window to that of the next */
            grain: string | null;
            key: {
                description: string | null;
                name: string;
                type: string;
            }[];
            lineage: {
                /** @description by column; one that counts rows is made of no column */
                columns: {
                    [key: string]: components["schemas"]["FieldOrigin"][];
                };
                tables: string[];
            };
            lookups: string[];
            name: string;
            /** @description the model whose rows it shows */
            over: string | null;
            /** @description the last one that was asked for */
            rebuild: {
                /** @description what was done so far, by name */
                counts: {
                    [key: string]: number;
                };
                error: string | null;
                id: string;
                phase: string;
                /** Format: date-time */
                requestedAt: string;
                /** @enum {string} */
                state: "running" | "done" | "cancelled" | "failed" | "refused";
                /** Format: date-time */
                updatedAt: string;
            } | null;
            retention: string | null;
            /** @description how long a window is: longer than the grain when windows overlap */
            size: string | null;
            sql: string;
            trailing: string[] | null;
            url: string;
            version: number;
            versions: {
                /** @enum {string} */
                state: "answers" | "is being built" | "was before";
                version: number;
            }[];
            /** @description the column that says which window it is */
            window: string | null;
        };
        /** @description RFC 9457: what is wrong, where, and what to do */
        Problem: {
            detail: string;
            /** @description the parameter or field that is wrong */
            parameter?: string;
            status: number;
            title: string;
            type: string;
        };
        QuarantinedEvent: {
            body: {
                /** @description of the whole body */
                bytes: number;
                /** @description of the first 8192 bytes */
                content: string;
                /** @enum {string} */
                encoding: "utf8" | "base64";
                truncated: boolean;
            };
            /** @description whether the table has it, so that SQL finds it */
            committed: boolean;
            detail: string;
            /** Format: date-time */
            enqueuedAt: string;
            partitionId: string;
            /** @description RFC 6901, into the decoded body; empty for the whole of it */
            pointer: string;
            reason: string;
            sequenceNumber: number;
        };
        QuarantineSample: {
            events: components["schemas"]["QuarantinedEvent"][];
            /** @description `before` for the events after these; null when there are none */
            next: string | null;
            source: string;
        };
        Reconciled: {
            /** @description outcomes less the coordinates that they are of */
            difference: number;
            gaps: {
                first: number;
                last: number;
                /** @enum {string} */
                reason: "not landed" | "no longer in the hub" | "outcomes differ";
                /** @enum {string} */
                tier: "bronze" | "silver";
            }[];
            hub: string;
            lag: {
                bronze: number;
                silver: number;
            };
            /** @description the hub's last sequence number */
            last: number;
            /** @description what bronze will never have; nothing waits for it any more */
            lost: {
                /**
                 * Format: date-time
                 * @description when it was found to be lost
                 */
                at: string;
                /** @description fewer than the range is long where ranges were joined */
                events: number;
                first: number;
                last: number;
            }[];
            partitionId: string;
            state: components["schemas"]["LedgerState"];
        };
        Replay: {
            /** @description by whom: `http`, or the source and id of an event */
            asked: string;
            /** @description what was done so far, by name */
            counts: {
                [key: string]: number;
            };
            /** @description as it was asked for */
            data: unknown;
            /** @description why it was refused or failed, or what went wrong last */
            error: string | null;
            /** @description tries of the present step that failed */
            failures: number;
            /** @description single things that it found, the first of them */
            findings: string[];
            id: string;
            /** @description what it is at */
            phase: string;
            /** Format: date-time */
            requestedAt: string;
            /** @enum {string} */
            state: "running" | "done" | "cancelled" | "failed" | "refused";
            /** @description that went through */
            steps: number;
            /** @description what was asked for */
            type: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description whether a worker is at it */
            working: boolean;
        };
        ReplayPreview: {
            amount: {
                count: number;
                /** @description else it is at most so many */
                exact: boolean;
                /** @enum {string} */
                of: "events" | "bytes" | "rows";
            };
            /** @description of a redrive: the events by why they are quarantined */
            byReason: {
                [key: string]: number;
            } | null;
            /** @description what it would do, in words */
            effects: string[];
            /** @enum {string} */
            kind: "redrive" | "compare" | "refine" | "rebuild" | "backfill";
            /** @description about how many it takes */
            steps: number;
            type: string;
        };
        Source: {
            /** Format: date-time */
            asOf: string;
            description: string;
            expectations: components["schemas"]["Expectation"][];
            findings: components["schemas"]["Finding"][];
            formats: string[];
            hub: string;
            /** @enum {string} */
            kind: "cdc" | "producer";
            lag: components["schemas"]["FlowLag"];
            name: string;
            owner: string;
            partitions: components["schemas"]["SourcePartition"][];
            perSecond: components["schemas"]["FlowRates"];
            state: components["schemas"]["FlowState"];
            title: string;
            totals: components["schemas"]["FlowTotals"];
            types: components["schemas"]["SourceType"][];
        };
        SourcePartition: {
            /** @description the first sequence number that the hub still has */
            begin: number;
            lag: {
                bronze: {
                    events: number;
                    oldestSeconds: number;
                    through: number;
                };
                refine: {
                    events: number;
                    oldestSeconds: number;
                    through: number;
                };
            };
            /** @description the last; −1 when there never was one */
            last: number;
            ledger: components["schemas"]["LedgerState"];
            partitionId: string;
            totals: components["schemas"]["FlowTotals"];
            /** @description what fails and is tried again */
            troubles: {
                /** @enum {string} */
                group: "bronze" | "refine";
                message: string;
                /** Format: date-time */
                since: string;
                tries: number;
            }[];
        };
        SourceType: {
            description: string;
            /** @description JSON pointer to an event's identity, where no envelope has it */
            identity: string | null;
            key: string[];
            name: string;
            table: string;
            /** @description JSON pointer to the time of an event */
            time: string;
            /** @description newest first: the present one, and those of which events are still taken */
            versions: {
                present: boolean;
                /** @description JSON Schema */
                schema: Record<string, never>;
                version: number | null;
            }[];
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
        TableSize: {
            bytes: number;
            /** @description why nothing more is known of it */
            error?: string;
            files: number;
            /** Format: date-time */
            lastCommit: string | null;
            /**
             * Format: date-time
             * @description null when there was none lately
             */
            lastCompaction: string | null;
            name: string;
            partitionColumns: string[];
            rows: number;
            /** @description those that compaction may still join */
            smallFiles: number;
            /** @description null before the first commit */
            version: number | null;
            /** @description replaced files that are still kept */
            waitingForVacuum: number;
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
    features_returns_rush_batch: {
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
                                average_refund_minor: number | string | null;
                                /** @description text where a double would round it */
                                large_refunds: number | string | null;
                                /** @description text where a double would round it */
                                lines: number | string | null;
                                /** @description text where a double would round it */
                                refund_minor: number | string | null;
                                /** @description text where a double would round it */
                                returns: number | string | null;
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
                        view: "returns_rush";
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
    features_returns_rush: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Shop that took the goods back. */
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
                            average_refund_minor: number | string | null;
                            /** @description text where a double would round it */
                            large_refunds: number | string | null;
                            /** @description text where a double would round it */
                            lines: number | string | null;
                            /** @description text where a double would round it */
                            refund_minor: number | string | null;
                            /** @description text where a double would round it */
                            returns: number | string | null;
                        };
                        /** @description whether any event of the key lies within the lookbacks */
                        found: boolean;
                        freshness: components["schemas"]["Freshness"];
                        key: {
                            store_id: string | null;
                        };
                        version: number;
                        /** @constant */
                        view: "returns_rush";
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
    flow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The flow */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flow"];
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
    flowHistory: {
        parameters: {
            query?: {
                /** @description How far back; more than 60 are told by the minute */
                minutes?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Points in order of time */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowHistory"];
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
                /** @description The ETag of an earlier answer; any other is no error, and matches nothing */
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
    gold_basket_size_changes: {
        parameters: {
            query: {
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Width of the answer's windows: a multiple of 1h */
                grain?: string;
                /** @description Shop. */
                store_id: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The id of the last event that was received: only what changed since then is sent */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end: `rows` first, then `change` whenever the answer changes, `heartbeat` every 15 seconds, and `closing` before the server ends the stream, as it does within five minutes. The schema is that of one event, with its `data` parsed as JSON. An answer has at most 1000 rows. Connect again with the `id` of the last event as Last-Event-ID: the first event is then a `change` with what was missed, which may be nothing, or `rows` when nobody can say what was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /**
                             * @description columns by which `change` says which rows it is about
                             * @constant
                             */
                            identity: [
                                "store_id",
                                "hour"
                            ];
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
                        /** @constant */
                        event: "rows";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /** @constant */
                            model: "basket_size";
                            removed: {
                                /** Format: date-time */
                                hour: string;
                                store_id: string | null;
                            }[];
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
                        /** @constant */
                        event: "change";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /**
                             * Format: date-time
                             * @description the time of the server
                             */
                            at: string;
                        };
                        /** @constant */
                        event: "heartbeat";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /** @description what happened and what to do */
                            detail: string;
                            /** @enum {unknown} */
                            reason: "slow" | "age" | "shutdown" | "version" | "rows" | "failure";
                            /** @description connect again after this long; null: the same request would end the same way */
                            retryAfterMs: number | null;
                        };
                        /** @constant */
                        event: "closing";
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
                /** @description The ETag of an earlier answer; any other is no error, and matches nothing */
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
    gold_delivery_performance_changes: {
        parameters: {
            query: {
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Fulfilment centre. */
                fulfilment_centre_id: string;
                /** @description Width of the answer's windows: a multiple of 1d */
                grain?: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The id of the last event that was received: only what changed since then is sent */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end: `rows` first, then `change` whenever the answer changes, `heartbeat` every 15 seconds, and `closing` before the server ends the stream, as it does within five minutes. The schema is that of one event, with its `data` parsed as JSON. An answer has at most 1000 rows. Connect again with the `id` of the last event as Last-Event-ID: the first event is then a `change` with what was missed, which may be nothing, or `rows` when nobody can say what was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /**
                             * @description columns by which `change` says which rows it is about
                             * @constant
                             */
                            identity: [
                                "fulfilment_centre_id",
                                "day"
                            ];
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
                        /** @constant */
                        event: "rows";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /** @constant */
                            model: "delivery_performance";
                            removed: {
                                /** Format: date-time */
                                day: string;
                                fulfilment_centre_id: string | null;
                            }[];
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
                        /** @constant */
                        event: "change";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /**
                             * Format: date-time
                             * @description the time of the server
                             */
                            at: string;
                        };
                        /** @constant */
                        event: "heartbeat";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /** @description what happened and what to do */
                            detail: string;
                            /** @enum {unknown} */
                            reason: "slow" | "age" | "shutdown" | "version" | "rows" | "failure";
                            /** @description connect again after this long; null: the same request would end the same way */
                            retryAfterMs: number | null;
                        };
                        /** @constant */
                        event: "closing";
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
                /** @description The ETag of an earlier answer; any other is no error, and matches nothing */
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
    gold_inventory_position_changes: {
        parameters: {
            query: {
                /** @description Stock keeping unit. */
                sku?: string;
                /** @description Shop or distribution centre. */
                store_id: string;
            };
            header?: {
                /** @description The id of the last event that was received: only what changed since then is sent */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end: `rows` first, then `change` whenever the answer changes, `heartbeat` every 15 seconds, and `closing` before the server ends the stream, as it does within five minutes. The schema is that of one event, with its `data` parsed as JSON. An answer has at most 1000 rows. Connect again with the `id` of the last event as Last-Event-ID: the first event is then a `change` with what was missed, which may be nothing, or `rows` when nobody can say what was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /**
                             * @description columns by which `change` says which rows it is about
                             * @constant
                             */
                            identity: [
                                "store_id",
                                "sku"
                            ];
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
                        /** @constant */
                        event: "rows";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /** @constant */
                            model: "inventory_position";
                            removed: {
                                sku: string | null;
                                store_id: string | null;
                            }[];
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
                        /** @constant */
                        event: "change";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /**
                             * Format: date-time
                             * @description the time of the server
                             */
                            at: string;
                        };
                        /** @constant */
                        event: "heartbeat";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /** @description what happened and what to do */
                            detail: string;
                            /** @enum {unknown} */
                            reason: "slow" | "age" | "shutdown" | "version" | "rows" | "failure";
                            /** @description connect again after this long; null: the same request would end the same way */
                            retryAfterMs: number | null;
                        };
                        /** @constant */
                        event: "closing";
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
                /** @description The ETag of an earlier answer; any other is no error, and matches nothing */
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
    gold_loyalty_redemption_changes: {
        parameters: {
            query: {
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Width of the answer's windows: a multiple of 1d */
                grain?: string;
                /** @description Loyalty programme. */
                programme: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The id of the last event that was received: only what changed since then is sent */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end: `rows` first, then `change` whenever the answer changes, `heartbeat` every 15 seconds, and `closing` before the server ends the stream, as it does within five minutes. The schema is that of one event, with its `data` parsed as JSON. An answer has at most 1000 rows. Connect again with the `id` of the last event as Last-Event-ID: the first event is then a `change` with what was missed, which may be nothing, or `rows` when nobody can say what was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /**
                             * @description columns by which `change` says which rows it is about
                             * @constant
                             */
                            identity: [
                                "programme",
                                "day"
                            ];
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
                        /** @constant */
                        event: "rows";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /** @constant */
                            model: "loyalty_redemption";
                            removed: {
                                /** Format: date-time */
                                day: string;
                                programme: string | null;
                            }[];
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
                        /** @constant */
                        event: "change";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /**
                             * Format: date-time
                             * @description the time of the server
                             */
                            at: string;
                        };
                        /** @constant */
                        event: "heartbeat";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /** @description what happened and what to do */
                            detail: string;
                            /** @enum {unknown} */
                            reason: "slow" | "age" | "shutdown" | "version" | "rows" | "failure";
                            /** @description connect again after this long; null: the same request would end the same way */
                            retryAfterMs: number | null;
                        };
                        /** @constant */
                        event: "closing";
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
                /** @description The ETag of an earlier answer; any other is no error, and matches nothing */
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
    gold_payment_fraud_features_changes: {
        parameters: {
            query: {
                /** @description Token of the card; never its number. */
                card_token: string;
                /** @description The instant asked about; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The id of the last event that was received: only what changed since then is sent */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end: `rows` first, then `change` whenever the answer changes, `heartbeat` every 15 seconds, and `closing` before the server ends the stream, as it does within five minutes. The schema is that of one event, with its `data` parsed as JSON. An answer has at most 1000 rows. Connect again with the `id` of the last event as Last-Event-ID: the first event is then a `change` with what was missed, which may be nothing, or `rows` when nobody can say what was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /**
                             * @description columns by which `change` says which rows it is about
                             * @constant
                             */
                            identity: [
                                "card_token"
                            ];
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
                        /** @constant */
                        event: "rows";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /** @constant */
                            model: "payment_fraud_features";
                            removed: {
                                card_token: string | null;
                            }[];
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
                        /** @constant */
                        event: "change";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /**
                             * Format: date-time
                             * @description the time of the server
                             */
                            at: string;
                        };
                        /** @constant */
                        event: "heartbeat";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /** @description what happened and what to do */
                            detail: string;
                            /** @enum {unknown} */
                            reason: "slow" | "age" | "shutdown" | "version" | "rows" | "failure";
                            /** @description connect again after this long; null: the same request would end the same way */
                            retryAfterMs: number | null;
                        };
                        /** @constant */
                        event: "closing";
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
                /** @description The ETag of an earlier answer; any other is no error, and matches nothing */
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
    gold_promotion_uplift_changes: {
        parameters: {
            query: {
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Width of the answer's windows: a multiple of 1d */
                grain?: string;
                /** @description Promotion. */
                promotion_id: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The id of the last event that was received: only what changed since then is sent */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end: `rows` first, then `change` whenever the answer changes, `heartbeat` every 15 seconds, and `closing` before the server ends the stream, as it does within five minutes. The schema is that of one event, with its `data` parsed as JSON. An answer has at most 1000 rows. Connect again with the `id` of the last event as Last-Event-ID: the first event is then a `change` with what was missed, which may be nothing, or `rows` when nobody can say what was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /**
                             * @description columns by which `change` says which rows it is about
                             * @constant
                             */
                            identity: [
                                "promotion_id",
                                "day"
                            ];
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
                        /** @constant */
                        event: "rows";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /** @constant */
                            model: "promotion_uplift";
                            removed: {
                                /** Format: date-time */
                                day: string;
                                promotion_id: string | null;
                            }[];
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
                        /** @constant */
                        event: "change";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /**
                             * Format: date-time
                             * @description the time of the server
                             */
                            at: string;
                        };
                        /** @constant */
                        event: "heartbeat";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /** @description what happened and what to do */
                            detail: string;
                            /** @enum {unknown} */
                            reason: "slow" | "age" | "shutdown" | "version" | "rows" | "failure";
                            /** @description connect again after this long; null: the same request would end the same way */
                            retryAfterMs: number | null;
                        };
                        /** @constant */
                        event: "closing";
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
                /** @description The ETag of an earlier answer; any other is no error, and matches nothing */
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
    gold_returns_rate_changes: {
        parameters: {
            query: {
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Width of the answer's windows: a multiple of 1d */
                grain?: string;
                /** @description Stock keeping unit. */
                sku: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The id of the last event that was received: only what changed since then is sent */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end: `rows` first, then `change` whenever the answer changes, `heartbeat` every 15 seconds, and `closing` before the server ends the stream, as it does within five minutes. The schema is that of one event, with its `data` parsed as JSON. An answer has at most 1000 rows. Connect again with the `id` of the last event as Last-Event-ID: the first event is then a `change` with what was missed, which may be nothing, or `rows` when nobody can say what was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /**
                             * @description columns by which `change` says which rows it is about
                             * @constant
                             */
                            identity: [
                                "sku",
                                "day"
                            ];
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
                        /** @constant */
                        event: "rows";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /** @constant */
                            model: "returns_rate";
                            removed: {
                                /** Format: date-time */
                                day: string;
                                sku: string | null;
                            }[];
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
                        /** @constant */
                        event: "change";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /**
                             * Format: date-time
                             * @description the time of the server
                             */
                            at: string;
                        };
                        /** @constant */
                        event: "heartbeat";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /** @description what happened and what to do */
                            detail: string;
                            /** @enum {unknown} */
                            reason: "slow" | "age" | "shutdown" | "version" | "rows" | "failure";
                            /** @description connect again after this long; null: the same request would end the same way */
                            retryAfterMs: number | null;
                        };
                        /** @constant */
                        event: "closing";
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
    gold_returns_rush: {
        parameters: {
            query: {
                /** @description Where an earlier answer left off: its `continuation` */
                continuation?: string;
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Windows that are called by a multiple of it: a multiple of 5m */
                grain?: string;
                /** @description Rows of one answer */
                limit?: number;
                /** @description Shop that took the goods back. */
                store_id: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer; any other is no error, and matches nothing */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of returns_rush */
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
                        model: "returns_rush";
                        rows: {
                            /** @description Refund of a return on average, in pence. */
                            average_refund_minor: number | string | null;
                            /** @description Returns with a refund of 100 pounds or more. */
                            large_refunds: number | string | null;
                            /** @description Their lines. */
                            lines: number | string | null;
                            /** @description Refunds agreed, in pence. */
                            refund_minor: number | string | null;
                            /** @description Returns accepted. */
                            returns: number | string | null;
                            /** @description Shop that took the goods back. */
                            store_id: string | null;
                            /**
                             * Format: date-time
                             * @description Start of the hour; there is one from every five minutes.
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
    gold_returns_rush_changes: {
        parameters: {
            query: {
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Windows that are called by a multiple of it: a multiple of 5m */
                grain?: string;
                /** @description Shop that took the goods back. */
                store_id: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The id of the last event that was received: only what changed since then is sent */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end: `rows` first, then `change` whenever the answer changes, `heartbeat` every 15 seconds, and `closing` before the server ends the stream, as it does within five minutes. The schema is that of one event, with its `data` parsed as JSON. An answer has at most 1000 rows. Connect again with the `id` of the last event as Last-Event-ID: the first event is then a `change` with what was missed, which may be nothing, or `rows` when nobody can say what was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /**
                             * @description columns by which `change` says which rows it is about
                             * @constant
                             */
                            identity: [
                                "store_id",
                                "window_start"
                            ];
                            /** @constant */
                            model: "returns_rush";
                            rows: {
                                /** @description Refund of a return on average, in pence. */
                                average_refund_minor: number | string | null;
                                /** @description Returns with a refund of 100 pounds or more. */
                                large_refunds: number | string | null;
                                /** @description Their lines. */
                                lines: number | string | null;
                                /** @description Refunds agreed, in pence. */
                                refund_minor: number | string | null;
                                /** @description Returns accepted. */
                                returns: number | string | null;
                                /** @description Shop that took the goods back. */
                                store_id: string | null;
                                /**
                                 * Format: date-time
                                 * @description Start of the hour; there is one from every five minutes.
                                 */
                                window_start: string;
                            }[];
                            version: number;
                            watermark: components["schemas"]["Watermark"];
                        };
                        /** @constant */
                        event: "rows";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /** @constant */
                            model: "returns_rush";
                            removed: {
                                store_id: string | null;
                                /** Format: date-time */
                                window_start: string;
                            }[];
                            rows: {
                                /** @description Refund of a return on average, in pence. */
                                average_refund_minor: number | string | null;
                                /** @description Returns with a refund of 100 pounds or more. */
                                large_refunds: number | string | null;
                                /** @description Their lines. */
                                lines: number | string | null;
                                /** @description Refunds agreed, in pence. */
                                refund_minor: number | string | null;
                                /** @description Returns accepted. */
                                returns: number | string | null;
                                /** @description Shop that took the goods back. */
                                store_id: string | null;
                                /**
                                 * Format: date-time
                                 * @description Start of the hour; there is one from every five minutes.
                                 */
                                window_start: string;
                            }[];
                            version: number;
                            watermark: components["schemas"]["Watermark"];
                        };
                        /** @constant */
                        event: "change";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /**
                             * Format: date-time
                             * @description the time of the server
                             */
                            at: string;
                        };
                        /** @constant */
                        event: "heartbeat";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /** @description what happened and what to do */
                            detail: string;
                            /** @enum {unknown} */
                            reason: "slow" | "age" | "shutdown" | "version" | "rows" | "failure";
                            /** @description connect again after this long; null: the same request would end the same way */
                            retryAfterMs: number | null;
                        };
                        /** @constant */
                        event: "closing";
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
                /** @description The ETag of an earlier answer; any other is no error, and matches nothing */
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
    gold_sales_velocity_changes: {
        parameters: {
            query: {
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Width of the answer's windows: a multiple of 1m */
                grain?: string;
                /** @description Stock keeping unit. */
                sku: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The id of the last event that was received: only what changed since then is sent */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end: `rows` first, then `change` whenever the answer changes, `heartbeat` every 15 seconds, and `closing` before the server ends the stream, as it does within five minutes. The schema is that of one event, with its `data` parsed as JSON. An answer has at most 1000 rows. Connect again with the `id` of the last event as Last-Event-ID: the first event is then a `change` with what was missed, which may be nothing, or `rows` when nobody can say what was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /**
                             * @description columns by which `change` says which rows it is about
                             * @constant
                             */
                            identity: [
                                "sku",
                                "window_start"
                            ];
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
                        /** @constant */
                        event: "rows";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /** @constant */
                            model: "sales_velocity";
                            removed: {
                                sku: string | null;
                                /** Format: date-time */
                                window_start: string;
                            }[];
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
                        /** @constant */
                        event: "change";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /**
                             * Format: date-time
                             * @description the time of the server
                             */
                            at: string;
                        };
                        /** @constant */
                        event: "heartbeat";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /** @description what happened and what to do */
                            detail: string;
                            /** @enum {unknown} */
                            reason: "slow" | "age" | "shutdown" | "version" | "rows" | "failure";
                            /** @description connect again after this long; null: the same request would end the same way */
                            retryAfterMs: number | null;
                        };
                        /** @constant */
                        event: "closing";
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
                /** @description The ETag of an earlier answer; any other is no error, and matches nothing */
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
    gold_shipment_lead_time_changes: {
        parameters: {
            query: {
                /** @description Fulfilment centre. */
                fulfilment_centre_id: string;
                /** @description Shipment. */
                shipment_id?: string;
            };
            header?: {
                /** @description The id of the last event that was received: only what changed since then is sent */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end: `rows` first, then `change` whenever the answer changes, `heartbeat` every 15 seconds, and `closing` before the server ends the stream, as it does within five minutes. The schema is that of one event, with its `data` parsed as JSON. An answer has at most 1000 rows. Connect again with the `id` of the last event as Last-Event-ID: the first event is then a `change` with what was missed, which may be nothing, or `rows` when nobody can say what was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /**
                             * @description columns by which `change` says which rows it is about
                             * @constant
                             */
                            identity: [
                                "fulfilment_centre_id",
                                "shipment_id"
                            ];
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
                        /** @constant */
                        event: "rows";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /** @constant */
                            model: "shipment_lead_time";
                            removed: {
                                fulfilment_centre_id: string | null;
                                shipment_id: string | null;
                            }[];
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
                        /** @constant */
                        event: "change";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /**
                             * Format: date-time
                             * @description the time of the server
                             */
                            at: string;
                        };
                        /** @constant */
                        event: "heartbeat";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /** @description what happened and what to do */
                            detail: string;
                            /** @enum {unknown} */
                            reason: "slow" | "age" | "shutdown" | "version" | "rows" | "failure";
                            /** @description connect again after this long; null: the same request would end the same way */
                            retryAfterMs: number | null;
                        };
                        /** @constant */
                        event: "closing";
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
                /** @description The ETag of an earlier answer; any other is no error, and matches nothing */
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
    gold_stock_by_sku_changes: {
        parameters: {
            query: {
                /** @description Stock keeping unit. */
                sku: string;
            };
            header?: {
                /** @description The id of the last event that was received: only what changed since then is sent */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end: `rows` first, then `change` whenever the answer changes, `heartbeat` every 15 seconds, and `closing` before the server ends the stream, as it does within five minutes. The schema is that of one event, with its `data` parsed as JSON. An answer has at most 1000 rows. Connect again with the `id` of the last event as Last-Event-ID: the first event is then a `change` with what was missed, which may be nothing, or `rows` when nobody can say what was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /**
                             * @description columns by which `change` says which rows it is about
                             * @constant
                             */
                            identity: [
                                "sku"
                            ];
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
                        /** @constant */
                        event: "rows";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /** @constant */
                            model: "stock_by_sku";
                            removed: {
                                sku: string | null;
                            }[];
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
                        /** @constant */
                        event: "change";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /**
                             * Format: date-time
                             * @description the time of the server
                             */
                            at: string;
                        };
                        /** @constant */
                        event: "heartbeat";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /** @description what happened and what to do */
                            detail: string;
                            /** @enum {unknown} */
                            reason: "slow" | "age" | "shutdown" | "version" | "rows" | "failure";
                            /** @description connect again after this long; null: the same request would end the same way */
                            retryAfterMs: number | null;
                        };
                        /** @constant */
                        event: "closing";
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
                /** @description The ETag of an earlier answer; any other is no error, and matches nothing */
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
    gold_stock_out_risk_changes: {
        parameters: {
            query: {
                /** @description Windows that start at or after it; RFC 3339 */
                from?: string;
                /** @description Width of the answer's windows: a multiple of 1m */
                grain?: string;
                /** @description Stock keeping unit. */
                sku: string;
                /** @description Windows that start before it; RFC 3339 */
                to?: string;
            };
            header?: {
                /** @description The id of the last event that was received: only what changed since then is sent */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end: `rows` first, then `change` whenever the answer changes, `heartbeat` every 15 seconds, and `closing` before the server ends the stream, as it does within five minutes. The schema is that of one event, with its `data` parsed as JSON. An answer has at most 1000 rows. Connect again with the `id` of the last event as Last-Event-ID: the first event is then a `change` with what was missed, which may be nothing, or `rows` when nobody can say what was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /**
                             * @description columns by which `change` says which rows it is about
                             * @constant
                             */
                            identity: [
                                "sku",
                                "window_start"
                            ];
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
                        /** @constant */
                        event: "rows";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /** @constant */
                            model: "stock_out_risk";
                            removed: {
                                sku: string | null;
                                /** Format: date-time */
                                window_start: string;
                            }[];
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
                        /** @constant */
                        event: "change";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /**
                             * Format: date-time
                             * @description the time of the server
                             */
                            at: string;
                        };
                        /** @constant */
                        event: "heartbeat";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /** @description what happened and what to do */
                            detail: string;
                            /** @enum {unknown} */
                            reason: "slow" | "age" | "shutdown" | "version" | "rows" | "failure";
                            /** @description connect again after this long; null: the same request would end the same way */
                            retryAfterMs: number | null;
                        };
                        /** @constant */
                        event: "closing";
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
                /** @description The ETag of an earlier answer; any other is no error, and matches nothing */
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
    gold_stock_value_changes: {
        parameters: {
            query: {
                /** @description Stock keeping unit. */
                sku?: string;
                /** @description Shop or distribution centre. */
                store_id: string;
            };
            header?: {
                /** @description The id of the last event that was received: only what changed since then is sent */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end: `rows` first, then `change` whenever the answer changes, `heartbeat` every 15 seconds, and `closing` before the server ends the stream, as it does within five minutes. The schema is that of one event, with its `data` parsed as JSON. An answer has at most 1000 rows. Connect again with the `id` of the last event as Last-Event-ID: the first event is then a `change` with what was missed, which may be nothing, or `rows` when nobody can say what was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /**
                             * @description columns by which `change` says which rows it is about
                             * @constant
                             */
                            identity: [
                                "store_id",
                                "sku"
                            ];
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
                        /** @constant */
                        event: "rows";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            freshness: components["schemas"]["Freshness"];
                            /**
                             * Format: date-time
                             * @description rows of windows that start before it are no longer in the answer; null: there is no such limit
                             */
                            from: string | null;
                            /** @constant */
                            model: "stock_value";
                            removed: {
                                sku: string | null;
                                store_id: string | null;
                            }[];
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
                        /** @constant */
                        event: "change";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /**
                             * Format: date-time
                             * @description the time of the server
                             */
                            at: string;
                        };
                        /** @constant */
                        event: "heartbeat";
                        /** @description for Last-Event-ID */
                        id: string;
                    } | {
                        data: {
                            /** @description what happened and what to do */
                            detail: string;
                            /** @enum {unknown} */
                            reason: "slow" | "age" | "shutdown" | "version" | "rows" | "failure";
                            /** @description connect again after this long; null: the same request would end the same way */
                            retryAfterMs: number | null;
                        };
                        /** @constant */
                        event: "closing";
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
                /** @description A source of the catalog */
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
                        partitions: components["schemas"]["Reconciled"][];
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
    model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A gold model */
                model: "basket_size" | "delivery_performance" | "inventory_position" | "loyalty_redemption" | "payment_fraud_features" | "promotion_uplift" | "returns_rate" | "returns_rush" | "sales_velocity" | "shipment_lead_time" | "stock_by_sku" | "stock_out_risk" | "stock_value";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDetails"];
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
                /** @description Only those */
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
                    "application/json": {
                        replays: components["schemas"]["Replay"][];
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
                        catalog?: string;
                        first?: number;
                        /** Format: date-time */
                        from?: string;
                        last?: number;
                        partition?: string;
                        rebuild?: boolean;
                        source: string;
                        /** Format: date-time */
                        to?: string;
                    };
                    /** @description the same id is the same replay */
                    id?: string;
                    /** @constant */
                    type: "Replay.RefineBronze";
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
                    "application/json": components["schemas"]["Replay"];
                };
            };
            /** @description It will be done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replay"];
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
                /** @description The id of a replay */
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
                    "application/json": components["schemas"]["Replay"];
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
                /** @description The id of a replay */
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
                    "application/json": components["schemas"]["Replay"];
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
    previewReplay: {
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
                        catalog?: string;
                        first?: number;
                        /** Format: date-time */
                        from?: string;
                        last?: number;
                        partition?: string;
                        rebuild?: boolean;
                        source: string;
                        /** Format: date-time */
                        to?: string;
                    };
                    /** @description the same id is the same replay */
                    id?: string;
                    /** @constant */
                    type: "Replay.RefineBronze";
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
            /** @description What it would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayPreview"];
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
    source: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A source of the catalog */
                source: "customers" | "ecommerce" | "fulfilment" | "inventory" | "loyalty" | "payments" | "pos" | "pricing" | "procurement" | "promotions" | "returns" | "warehouse";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The source */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Source"];
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
    quarantine: {
        parameters: {
            query?: {
                /** @description Where an earlier answer left off: its `next` */
                before?: string;
                /** @description Events of one answer */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A source of the catalog */
                source: "customers" | "ecommerce" | "fulfilment" | "inventory" | "loyalty" | "payments" | "pos" | "pricing" | "procurement" | "promotions" | "returns" | "warehouse";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sample */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantineSample"];
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
    tables: {
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
                        tables: components["schemas"]["TableSize"][];
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
}
