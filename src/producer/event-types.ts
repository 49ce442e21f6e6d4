// Written by `npm run schemas -- types` from the catalog: do not edit.

/** A customer, known by a pseudonym only. */
export type CustomersCustomer = {
  /** Pseudonym of the customer. */
  readonly customer_id: string;
  /** Letters at the start of the postcode, the coarsest place kept. */
  readonly postcode_area: string;
  /** Segment by spending. */
  readonly segment: 'new' | 'occasional' | 'regular' | 'loyal' | 'lapsed';
  /** Agreed to marketing by e-mail. */
  readonly consent_email: boolean;
  /** Agreed to marketing by text message. */
  readonly consent_sms: boolean;
  /** Agreed to profiling. */
  readonly consent_profiling: boolean;
  /** Visits in the last 90 days. */
  readonly visits_90_days: number;
  /** When the customer registered. */
  readonly created_at: string;
  /** When the row last changed. */
  readonly updated_at: string;
};

/** A visitor opened a product page. */
export type EcommerceProductViewed = {
  /** Identifies the page view. */
  readonly viewId: string;
  /** Browsing session, pseudonymous. */
  readonly sessionId: string;
  /** Customer, when signed in. */
  readonly customerId?: string;
  /** Stock-keeping unit: category prefix and six digits. */
  readonly sku: string;
  /** When the page was opened. */
  readonly viewedAt: string;
  /** Where the visitor came in. */
  readonly channel: 'web' | 'app' | 'click_and_collect';
  /** What led to the page. */
  readonly referrer: 'search' | 'category' | 'recommendation' | 'campaign' | 'direct';
  /** ISO 4217 code; the group trades in pounds sterling. */
  readonly currency: 'GBP';
  /** Price shown in pence; must be above zero (expectation). */
  readonly priceMinor: number;
};

/** A product was put into, changed in or taken out of a cart. */
export type EcommerceCartUpdated = {
  /** Identifies the cart. */
  readonly cartId: string;
  /** Browsing session, pseudonymous. */
  readonly sessionId: string;
  /** Customer, when signed in. */
  readonly customerId?: string;
  /** When the cart changed. */
  readonly updatedAt: string;
  /** Where the visitor came in. */
  readonly channel: 'web' | 'app' | 'click_and_collect';
  /** What was done. */
  readonly action: 'add' | 'change' | 'remove';
  /** Stock-keeping unit: category prefix and six digits. */
  readonly sku: string;
  /** Units of the SKU in the cart afterwards; zero after a removal, never below (expectation). */
  readonly quantity: number;
  /** Price of one unit in pence. */
  readonly unitPriceMinor: number;
  /** ISO 4217 code; the group trades in pounds sterling. */
  readonly currency: 'GBP';
};

/** A customer placed and paid for an order. */
export type EcommerceOrderPlaced = {
  /** Order number. */
  readonly orderId: string;
  /** Customer who ordered. */
  readonly customerId: string;
  /** When the order was placed. */
  readonly placedAt: string;
  /** Where it was placed. */
  readonly channel: 'web' | 'app' | 'click_and_collect';
  /** ISO 4217 code; the group trades in pounds sterling. */
  readonly currency: 'GBP';
  /** What was ordered, one line per SKU. */
  readonly lines: readonly {
    /** Position in the basket, from 1. */
    readonly lineNumber: number;
    /** Stock-keeping unit: category prefix and six digits. */
    readonly sku: string;
    /** Units ordered; must be above zero (expectation). */
    readonly quantity: number;
    /** Price of one unit in pence, VAT included. */
    readonly unitPriceMinor: number;
    /** Line total in pence: quantity × unit price. */
    readonly amountMinor: number;
  }[];
  /** Order total in pence, without delivery. */
  readonly totalMinor: number;
  /** The card payment. */
  readonly paymentId?: string;
};

/** An order was released to a fulfilment centre. */
export type FulfilmentShipmentCreated = {
  /** Identifies the shipment. */
  readonly shipmentId: string;
  /** The order it fulfils. */
  readonly orderId: string;
  /** Where it is packed. */
  readonly fulfilmentCentreId: string;
  /** When it was released. */
  readonly createdAt: string;
  /** When the customer was promised the goods. */
  readonly promisedAt: string;
  /** Delivery method. */
  readonly method: 'standard' | 'next_day' | 'collect';
  /** What to ship. */
  readonly lines: readonly {
    /** Position in the basket, from 1. */
    readonly lineNumber: number;
    /** Stock-keeping unit: category prefix and six digits. */
    readonly sku: string;
    /** Units to ship; must be above zero (expectation). */
    readonly quantity: number;
  }[];
};

/** A shipment was picked from the shelves. */
export type FulfilmentPicked = {
  /** Identifies the shipment. */
  readonly shipmentId: string;
  /** The order it fulfils. */
  readonly orderId: string;
  /** Where it is packed. */
  readonly fulfilmentCentreId: string;
  /** When picking ended. */
  readonly pickedAt: string;
  /** Staff number of the picker. */
  readonly pickerId: string;
  /** Lines picked in full. */
  readonly linesPicked: number;
  /** Lines that could not be picked in full. */
  readonly linesShort: number;
};

/** A shipment was handed to the carrier. */
export type FulfilmentDispatched = {
  /** Identifies the shipment. */
  readonly shipmentId: string;
  /** The order it fulfils. */
  readonly orderId: string;
  /** Where it is packed. */
  readonly fulfilmentCentreId: string;
  /** When the carrier took it. */
  readonly dispatchedAt: string;
  /** Who carries it. */
  readonly carrier: 'parcel_post' | 'van_fleet' | 'courier' | 'locker_network';
  /** The carrier's number (UPU S10). */
  readonly trackingNumber: string;
  /** Number of parcels; must be above zero (expectation). */
  readonly parcels: number;
  /** Total weight in grams. */
  readonly weightGrams: number;
};

/** A shipment reached its customer. */
export type FulfilmentDelivered = {
  /** Identifies the shipment. */
  readonly shipmentId: string;
  /** The order it fulfils. */
  readonly orderId: string;
  /** Where it is packed. */
  readonly fulfilmentCentreId: string;
  /** When it was handed over. */
  readonly deliveredAt: string;
  /** How it was handed over. */
  readonly outcome: 'handed_over' | 'safe_place' | 'neighbour' | 'locker' | 'collected';
  /** Delivery attempts; must be above zero (expectation). */
  readonly attempts: number;
  /** True when it came by the promised time. */
  readonly onTime: boolean;
};

/** Stock of one SKU in one store. */
export type InventoryStockLevel = {
  /** Four-digit number of the store. */
  readonly store_id: string;
  /** Stock-keeping unit: category prefix and six digits. */
  readonly sku: string;
  /** Units in the store; below zero when more was sold than booked in. */
  readonly on_hand: number;
  /** Units promised to orders. */
  readonly reserved: number;
  /** Units on their way to the store. */
  readonly in_transit: number;
  /** When the row last changed. */
  readonly updated_at: string;
};

/** A membership in one programme. */
export type LoyaltyAccount = {
  /** Identifies the account. */
  readonly account_id: string;
  /** Loyalty programme. */
  readonly programme: 'everyday' | 'fuel' | 'home' | 'wine';
  /** Tier reached. */
  readonly tier: 'bronze' | 'silver' | 'gold';
  /** Points to spend, as of the last settlement. */
  readonly points_balance: number;
  /** Whether it can be used. */
  readonly status: 'active' | 'closed';
  /** When the row last changed. */
  readonly updated_at: string;
};

/** Points earned, redeemed or expired. */
export type LoyaltyPointsTransaction = {
  /** Identifies the transaction. */
  readonly transaction_id: string;
  /** The account. */
  readonly account_id: string;
  /** Loyalty programme. */
  readonly programme: 'everyday' | 'fuel' | 'home' | 'wine';
  /** What happened to the points. */
  readonly kind: 'earn' | 'redeem' | 'expire';
  /** Number of points, always positive; `kind` says which way. */
  readonly points: number;
  /** Where, a store number or "online"; null for an expiry. */
  readonly store_id?: string | null;
  /** When it happened. */
  readonly occurred_at: string;
};

/** The issuer agreed to a card payment. */
export type PaymentsAuthorised = {
  /** Identifies the payment. */
  readonly paymentId: string;
  /** Token that stands for the card; the same card has the same token everywhere. */
  readonly cardToken: string;
  /** Four-digit store number, or "online". */
  readonly storeId: string;
  /** Card terminal; absent online. */
  readonly terminalId?: string;
  /** Amount in pence; must be above zero (expectation). */
  readonly amountMinor: number;
  /** ISO 4217 code; the group trades in pounds sterling. */
  readonly currency: 'GBP';
  /** When the issuer agreed. */
  readonly authorisedAt: string;
  /** How the card was read. */
  readonly entryMode: 'contactless' | 'chip' | 'mobile_wallet' | 'ecommerce';
  /** ISO 18245 merchant category code. */
  readonly merchantCategory: string;
  /** The issuer's code. */
  readonly authorisationCode?: string;
};

/** The issuer refused a card payment. */
export type PaymentsDeclined = {
  /** Identifies the payment. */
  readonly paymentId: string;
  /** Token that stands for the card; the same card has the same token everywhere. */
  readonly cardToken: string;
  /** Four-digit store number, or "online". */
  readonly storeId: string;
  /** Card terminal; absent online. */
  readonly terminalId?: string;
  /** Amount in pence; must be above zero (expectation). */
  readonly amountMinor: number;
  /** ISO 4217 code; the group trades in pounds sterling. */
  readonly currency: 'GBP';
  /** When it was refused. */
  readonly declinedAt: string;
  /** How the card was read. */
  readonly entryMode: 'contactless' | 'chip' | 'mobile_wallet' | 'ecommerce';
  /** ISO 18245 merchant category code. */
  readonly merchantCategory: string;
  /** Why it was refused. */
  readonly reason:
    | 'insufficient_funds'
    | 'do_not_honour'
    | 'suspected_fraud'
    | 'expired_card'
    | 'incorrect_pin';
};

/** Money went back to a card. */
export type PaymentsRefunded = {
  /** Identifies the refund. */
  readonly refundId: string;
  /** Identifies the payment. */
  readonly paymentId: string;
  /** Token that stands for the card; the same card has the same token everywhere. */
  readonly cardToken: string;
  /** Four-digit store number, or "online". */
  readonly storeId: string;
  /** Card terminal; absent online. */
  readonly terminalId?: string;
  /** Amount in pence; must be above zero (expectation). */
  readonly amountMinor: number;
  /** ISO 4217 code; the group trades in pounds sterling. */
  readonly currency: 'GBP';
  /** When it was given back. */
  readonly refundedAt: string;
  /** Why it was given back. */
  readonly reason: 'return' | 'cancelled_order' | 'goodwill';
};

/** A basket paid at a till. */
export type PosSale = {
  /** Number printed on the receipt; unique over all stores. */
  readonly saleId: string;
  /** Four-digit number of the store. */
  readonly storeId: string;
  /** Till: store number, dash, till number. */
  readonly tillId: string;
  /** When the basket was closed. */
  readonly soldAt: string;
  /** ISO 4217 code; the group trades in pounds sterling. */
  readonly currency: 'GBP';
  /** What was sold, one line per SKU. */
  readonly lines: readonly {
    /** Position in the basket, from 1. */
    readonly lineNumber: number;
    /** Stock-keeping unit: category prefix and six digits. */
    readonly sku: string;
    /** Units sold; must be above zero (expectation). */
    readonly quantity: number;
    /** Shelf price of one unit in pence, VAT included. */
    readonly unitPriceMinor: number;
    /** Discount on the whole line in pence. */
    readonly discountMinor: number;
    /** Line total in pence: quantity × unit price − discount. */
    readonly amountMinor: number;
  }[];
  /** Basket total in pence. */
  readonly totalMinor: number;
  /** The card payment; absent when paid in cash. */
  readonly paymentId?: string;
  /** Loyalty account scanned at the till, if any. */
  readonly loyaltyAccountId?: string;
};

/** A sale cancelled at the till on the same day. */
export type PosVoid = {
  /** Identifies the void. */
  readonly voidId: string;
  /** The sale that was cancelled. */
  readonly saleId: string;
  /** Four-digit number of the store. */
  readonly storeId: string;
  /** Till: store number, dash, till number. */
  readonly tillId: string;
  /** When the sale was cancelled. */
  readonly voidedAt: string;
  /** ISO 4217 code; the group trades in pounds sterling. */
  readonly currency: 'GBP';
  /** Amount given back in pence; must be above zero (expectation). */
  readonly amountMinor: number;
  /** Why it was cancelled. */
  readonly reason: 'customer_changed_mind' | 'wrong_item' | 'price_query' | 'payment_failed' | 'training';
  /** Staff number of the supervisor. */
  readonly authorisedBy: string;
};

/** A till was opened with its float. */
export type PosTillOpened = {
  /** Four-digit number of the store. */
  readonly storeId: string;
  /** Till: store number, dash, till number. */
  readonly tillId: string;
  /** When the till was opened. */
  readonly openedAt: string;
  /** Staff number of the operator. */
  readonly operatorId: string;
  /** ISO 4217 code; the group trades in pounds sterling. */
  readonly currency: 'GBP';
  /** Cash put into the drawer, in pence; zero at self-checkouts. */
  readonly floatMinor: number;
  /** True for a self-checkout. */
  readonly selfCheckout: boolean;
};

/** Shelf price of one SKU in one store. */
export type PricingPrice = {
  /** Four-digit number of the store. */
  readonly store_id: string;
  /** Stock-keeping unit: category prefix and six digits. */
  readonly sku: string;
  /** Price of one unit in pence, VAT included. */
  readonly price_minor: number;
  /** Price before a reduction in pence; null without one. */
  readonly was_price_minor?: number | null;
  /** ISO 4217 code; the group trades in pounds sterling. */
  readonly currency: 'GBP';
  /** Why the price is what it is. */
  readonly reason: 'list' | 'promotion' | 'markdown' | 'competitor_match';
  /** When the label shows it. */
  readonly valid_from: string;
  /** When the row last changed. */
  readonly updated_at: string;
};

/** An order to one supplier. */
export type ProcurementPurchaseOrder = {
  /** Identifies the order. */
  readonly purchase_order_id: string;
  /** The supplier. */
  readonly supplier_id: string;
  /** Distribution centre. */
  readonly warehouse_id: string;
  /** State of the order. */
  readonly status: 'placed' | 'confirmed' | 'received' | 'cancelled';
  /** Order value in pence, without VAT. */
  readonly total_minor: number;
  /** ISO 4217 code; the group trades in pounds sterling. */
  readonly currency: 'GBP';
  /** When it was placed. */
  readonly ordered_at: string;
  /** When delivery is expected. */
  readonly expected_at: string;
  /** When the row last changed. */
  readonly updated_at: string;
};

/** One SKU of a purchase order. */
export type ProcurementPurchaseOrderLine = {
  /** The order. */
  readonly purchase_order_id: string;
  /** Position in the order, from 1. */
  readonly line_number: number;
  /** Stock-keeping unit: category prefix and six digits. */
  readonly sku: string;
  /** Units ordered. */
  readonly quantity_ordered: number;
  /** Units received so far. */
  readonly quantity_received: number;
  /** Cost of one unit in pence, without VAT. */
  readonly unit_cost_minor: number;
  /** When the row last changed. */
  readonly updated_at: string;
};

/** An offer went live. */
export type PromotionsActivated = {
  /** Identifies the offer. */
  readonly promotionId: string;
  /** Name as customers see it. */
  readonly name: string;
  /** How it works. */
  readonly mechanic: 'percent_off' | 'multi_buy' | 'money_off' | 'voucher';
  /** Depth of the offer in percent; must be from 0 to 90 (expectation). */
  readonly discountPercent: number;
  /** When it went live. */
  readonly activatedAt: string;
  /** When it ends. */
  readonly endsAt: string;
  /** Categories it applies to. */
  readonly categories: readonly string[];
};

/** An offer was used in a basket. */
export type PromotionsRedeemed = {
  /** Identifies the use. */
  readonly redemptionId: string;
  /** The offer. */
  readonly promotionId: string;
  /** Four-digit store number, or "online". */
  readonly storeId: string;
  /** The till sale, in a store. */
  readonly saleId?: string;
  /** The order, online. */
  readonly orderId?: string;
  /** Stock-keeping unit: category prefix and six digits. */
  readonly sku: string;
  /** Units discounted; must be above zero (expectation). */
  readonly quantity: number;
  /** Discount given in pence. */
  readonly discountMinor: number;
  /** ISO 4217 code; the group trades in pounds sterling. */
  readonly currency: 'GBP';
  /** When it was used. */
  readonly redeemedAt: string;
  /** Voucher, if one was needed. */
  readonly voucherCode?: string;
};

/** Goods were taken back and a refund was agreed. */
export type ReturnsAccepted = {
  /** Identifies the return. */
  readonly returnId: string;
  /** The till sale, when bought in a store. */
  readonly saleId?: string;
  /** The order, when bought online. */
  readonly orderId?: string;
  /** Four-digit number of the store. */
  readonly storeId: string;
  /** When the goods were accepted. */
  readonly acceptedAt: string;
  /** How the goods came back. */
  readonly method: 'in_store' | 'post' | 'locker';
  /** ISO 4217 code; the group trades in pounds sterling. */
  readonly currency: 'GBP';
  /** What came back. */
  readonly lines: readonly {
    /** Position in the basket, from 1. */
    readonly lineNumber: number;
    /** Stock-keeping unit: category prefix and six digits. */
    readonly sku: string;
    /** Units returned; must be above zero (expectation). */
    readonly quantity: number;
    /** The customer's reason. */
    readonly reason: 'unwanted' | 'faulty' | 'wrong_size' | 'not_as_described' | 'arrived_late';
    /** State of the goods. */
    readonly condition: 'resaleable' | 'damaged' | 'opened';
    /** Refund for the line in pence. */
    readonly refundMinor: number;
  }[];
  /** Refund in pence. */
  readonly totalRefundMinor: number;
};

/** Stock of one SKU in one bin. */
export type WarehouseBinStock = {
  /** Distribution centre. */
  readonly warehouse_id: string;
  /** Aisle, bay and level. */
  readonly bin_id: string;
  /** Stock-keeping unit: category prefix and six digits. */
  readonly sku: string;
  /** Units in the bin. */
  readonly quantity: number;
  /** Lot, for goods with a shelf life. */
  readonly lot_number?: string | null;
  /** When the row last changed. */
  readonly updated_at: string;
};

/** Goods of one purchase order line that arrived. */
export type WarehouseGoodsReceipt = {
  /** Identifies the receipt. */
  readonly receipt_id: string;
  /** Distribution centre. */
  readonly warehouse_id: string;
  /** The purchase order. */
  readonly purchase_order_id: string;
  /** Stock-keeping unit: category prefix and six digits. */
  readonly sku: string;
  /** Units ordered. */
  readonly quantity_expected: number;
  /** Units counted in. */
  readonly quantity_received: number;
  /** State of the receipt. */
  readonly status: 'open' | 'checked' | 'closed';
  /** When the goods arrived. */
  readonly received_at: string;
};

/** The data of each event type of the catalog, by the type's name. */
export type EventTypes = {
  'customers.public.customer': CustomersCustomer;
  'uk.assay.ecommerce.product_viewed': EcommerceProductViewed;
  'uk.assay.ecommerce.cart_updated': EcommerceCartUpdated;
  'uk.assay.ecommerce.order_placed': EcommerceOrderPlaced;
  'uk.assay.fulfilment.shipment_created': FulfilmentShipmentCreated;
  'uk.assay.fulfilment.picked': FulfilmentPicked;
  'uk.assay.fulfilment.dispatched': FulfilmentDispatched;
  'uk.assay.fulfilment.delivered': FulfilmentDelivered;
  'inventory.public.stock_level': InventoryStockLevel;
  'loyalty.public.account': LoyaltyAccount;
  'loyalty.public.points_transaction': LoyaltyPointsTransaction;
  'uk.assay.payments.authorised': PaymentsAuthorised;
  'uk.assay.payments.declined': PaymentsDeclined;
  'uk.assay.payments.refunded': PaymentsRefunded;
  'uk.assay.pos.sale': PosSale;
  'uk.assay.pos.void': PosVoid;
  'uk.assay.pos.till_opened': PosTillOpened;
  'pricing.price': PricingPrice;
  'procurement.dbo.purchase_order': ProcurementPurchaseOrder;
  'procurement.dbo.purchase_order_line': ProcurementPurchaseOrderLine;
  'uk.assay.promotions.activated': PromotionsActivated;
  'uk.assay.promotions.redeemed': PromotionsRedeemed;
  'uk.assay.returns.accepted': ReturnsAccepted;
  'warehouse.dbo.bin_stock': WarehouseBinStock;
  'warehouse.dbo.goods_receipt': WarehouseGoodsReceipt;
};
