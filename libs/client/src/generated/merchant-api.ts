// Made from docs/reference by bin/write-types.ts: not edited by hand.

export interface paths {
    "/validation/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a payment: it is recorded, and booked later */
        post: operations["createPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/validation/v1/validations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide on a payment before it is made */
        post: operations["createValidation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide on a payment in the words of the specifications */
        post: operations["validateSpecifiedPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/validation/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a session */
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/validation/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a session */
        get: operations["getSession"];
        put?: never;
        /** Change a session, if it still is what was read */
        post: operations["changeSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a merchant's payments, those booked last first */
        get: operations["listPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a payment, in the standby too */
        get: operations["getPayment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/payments/{id}/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was done to a payment, oldest first */
        get: operations["listOperations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/payments/{id}/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what a payment has moved between accounts, oldest first */
        get: operations["listTransfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/merchants/{id}/balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a merchant's balances */
        get: operations["listBalances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the transfers of a merchant's accounts, those recorded last first */
        get: operations["listMerchantTransfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/captures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a merchant's captures, those recorded last first */
        get: operations["listCaptures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a merchant's refunds, those recorded last first */
        get: operations["listRefunds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what moved a merchant's balance between two times */
        get: operations["getStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/merchants/{id}/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a merchant's payouts, the newest day first */
        get: operations["listPayouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Order a file with all transfers or payments between two times */
        post: operations["orderExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show how far an export is, with a link to its file when it is ready */
        get: operations["getExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/payments/{id}/captures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take what is held, or a part of it */
        post: operations["capturePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/payments/{id}/voids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Release what is still held */
        post: operations["voidPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/payments/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back what was captured, or a part of it */
        post: operations["refundPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/v1/payments/{id}/dispute-evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what speaks for the merchant in an open dispute */
        post: operations["submitDisputeEvidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment/process": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Book a validated payment, in the words of the specifications */
        post: operations["processSpecifiedPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/v1/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List endpoints, enabled ones first */
        get: operations["listEndpoints"];
        put?: never;
        /** Register where webhooks are sent */
        post: operations["createEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/v1/endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an endpoint */
        get: operations["getEndpoint"];
        put?: never;
        /** Change, pause, resume or delete an endpoint */
        post: operations["changeEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/v1/endpoints/{id}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an endpoint a new secret */
        post: operations["rollSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/v1/endpoints/{id}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test webhook */
        post: operations["testEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/v1/endpoints/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the events that an endpoint wants, and what became of them */
        get: operations["listEndpointEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/v1/endpoints/{id}/recoveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the events that an endpoint has missed since a time */
        post: operations["recoverEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List channels */
        get: operations["listChannels"];
        put?: never;
        /** Register a person who is told by mail or text message; a code is sent to the address */
        post: operations["createChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/v1/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a channel */
        get: operations["getChannel"];
        put?: never;
        /** Change, pause, resume or delete a channel */
        post: operations["changeChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/v1/channels/{id}/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a new code to the address of a channel; a confirmed one gets none */
        post: operations["sendChannelCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/v1/channels/{id}/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the address of a channel by the code that was sent there */
        post: operations["confirmChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the webhooks about a payment, by version */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/v1/deliveries/{id}/retries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a webhook once more, delivered or not */
        post: operations["retryDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment/notify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the last webhook of a payment again, in the words of the specifications */
        post: operations["notifySpecifiedPayment"];
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
        /** @description A payment that is recorded and will be booked */
        AcceptedPayment: {
            /** @example pay_00000000000000000000000000000000 */
            id: string;
            /** @constant */
            status: "accepted";
            /** @example acme */
            merchant_id: string;
            /**
             * @description Positive amount in the minor unit of the currency, as a decimal string
             * @example 1050
             */
            amount_minor: string;
            /**
             * @description ISO 4217 code
             * @example EUR
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            reference?: string;
            /** Format: date-time */
            created_at: string;
            links: {
                self: string;
            };
        };
        /** @description New attributes for the version that was read */
        ChangeSessionRequest: {
            version: number;
            /** @description Up to 16 texts by name */
            attributes: {
                [key: string]: string;
            };
        };
        /** @description A payment to take */
        CreatePaymentRequest: {
            /** @example acme */
            merchant_id: string;
            /**
             * @description Positive amount in the minor unit of the currency, as a decimal string
             * @example 1050
             */
            amount_minor: string;
            /**
             * @description ISO 4217 code
             * @example EUR
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /** @description The merchant's own word for this payment, in Unicode normalization form C */
            reference?: string;
            customer_id?: string;
            /**
             * @description manual holds the amount until it is captured, voided or expires; automatic if left out
             * @enum {string}
             */
            capture?: "automatic" | "manual";
            /** @description How long the amount is held, from the acceptance on; never longer than the merchant's terms say */
            hold_seconds?: number;
            /** @description Up to 50 texts by name, 8000 bytes of JSON; kept and shown, never looked at */
            metadata?: {
                [key: string]: string;
            };
            /** @description What the payer reads on the card statement: 5 to 22 Latin letters, digits and . , & / # + - */
            statement_descriptor?: string;
        };
        /** @description A payer’s visit that is to outlive a region */
        CreateSessionRequest: {
            /** @example acme */
            merchant_id: string;
            user_id: string;
            /** @description Up to 16 texts by name */
            attributes?: {
                [key: string]: string;
            };
        };
        /** @description A payment to decide on, before it is made */
        CreateValidationRequest: {
            /** @example acme */
            merchant_id: string;
            /**
             * @description Positive amount in the minor unit of the currency, as a decimal string
             * @example 1050
             */
            amount_minor: string;
            /**
             * @description ISO 4217 code
             * @example EUR
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /** @description The merchant's own word for this payment, in Unicode normalization form C */
            reference?: string;
            customer_id?: string;
            /**
             * @description manual holds the amount until it is captured, voided or expires; automatic if left out
             * @enum {string}
             */
            capture?: "automatic" | "manual";
            /** @description How long the amount is held, from the acceptance on; never longer than the merchant's terms say */
            hold_seconds?: number;
            /** @description Up to 50 texts by name, 8000 bytes of JSON; kept and shown, never looked at */
            metadata?: {
                [key: string]: string;
            };
            /** @description What the payer reads on the card statement: 5 to 22 Latin letters, digits and . , & / # + - */
            statement_descriptor?: string;
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            detail?: string;
            code: string;
            errors?: {
                pointer: string;
                code: string;
                detail: string;
            }[];
            trace_id?: string;
            retryable: boolean;
        };
        /** @description A payer’s visit */
        Session: {
            id: string;
            /** @example acme */
            merchant_id: string;
            user_id: string;
            attributes: {
                [key: string]: string;
            };
            home_region: string;
            epoch: number;
            version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
        };
        /** @description A payment in the words of the specifications */
        SpecifiedPaymentRequest: {
            amount: number | string;
            /**
             * @description ISO 4217 code
             * @example EUR
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            payment_method: string;
            user_id: string;
            session_id?: string;
            /** @example acme */
            merchant_id?: string;
            /** @description The merchant's own word for this payment, in Unicode normalization form C */
            reference?: string;
        };
        /** @description The decision, in the words of the specifications */
        SpecifiedValidation: {
            id: string;
            /** @enum {string} */
            outcome: "accept" | "review" | "reject";
            reasons: {
                code: string;
                rule: string;
                /** @enum {string} */
                severity: "note" | "soft" | "hard";
                pointer: string;
                detail: string;
            }[];
            ruleset_version: string;
            /** Format: date-time */
            created_at: string;
            validation_token?: string;
            /** Format: date-time */
            expires_at?: string;
            message: string;
            transaction_id: string;
        };
        /** @description The decision about a payment */
        Validation: {
            id: string;
            /** @enum {string} */
            outcome: "accept" | "review" | "reject";
            reasons: {
                code: string;
                rule: string;
                /** @enum {string} */
                severity: "note" | "soft" | "hard";
                pointer: string;
                detail: string;
            }[];
            ruleset_version: string;
            /** Format: date-time */
            created_at: string;
            validation_token?: string;
            /** Format: date-time */
            expires_at?: string;
        };
        /** @description A merchant's balances, by currency */
        BalanceList: {
            /** @example acme */
            merchant_id: string;
            data: {
                /**
                 * @description ISO 4217 code
                 * @example EUR
                 * @enum {string}
                 */
                currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
                /**
                 * @description Sum in the minor unit of the currency, as a decimal string
                 * @example -1050
                 */
                payable_minor: string;
                /**
                 * @description Sum in the minor unit of the currency, as a decimal string
                 * @example -1050
                 */
                held_minor: string;
                /**
                 * @description Sum in the minor unit of the currency, as a decimal string
                 * @example -1050
                 */
                refundable_minor: string;
            }[];
            /**
             * Format: date-time
             * @description Only between a failover and the end of its recovery: up to then nothing is missing
             */
            as_of?: string;
        };
        /** @description Takes what is held, or a part of it */
        CaptureRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
            /**
             * @description Positive amount in the minor unit of the currency, as a decimal string
             * @example 1050
             */
            amount_minor?: string;
            /** @description true releases what is held beyond this capture; false if left out */
            final?: boolean;
        };
        /** @description Says what speaks for the merchant in a dispute */
        EvidenceRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
            /** @description What speaks for the merchant, or where it is to be found */
            evidence: string;
        };
        /** @description A list to write to a file */
        ExportRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
            /** @enum {string} */
            what: "transfers" | "payments";
            /**
             * @description ISO 4217 code
             * @example EUR
             * @enum {string}
             */
            currency?: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /**
             * Format: date-time
             * @description Everything recorded then or later
             */
            from: string;
            /**
             * Format: date-time
             * @description Everything recorded earlier; after `from`, and not in the future
             */
            until: string;
            /** @enum {string} */
            format: "csv" | "ndjson";
        };
        /** @description An export, and a link to its file when it is ready */
        ExportView: {
            /** @example ex_00000000000000000000000000000000 */
            id: string;
            /** @example acme */
            merchant_id: string;
            /** @enum {string} */
            status: "pending" | "ready" | "failed";
            /** @enum {string} */
            what: "transfers" | "payments";
            /**
             * @description ISO 4217 code
             * @example EUR
             * @enum {string}
             */
            currency?: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            /** @enum {string} */
            format: "csv" | "ndjson";
            rows: number;
            bytes: number;
            /** @enum {string} */
            reason?: "export_too_large" | "export_not_written";
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at?: string;
            link?: {
                url: string;
                /** Format: date-time */
                expires_at: string;
            };
            links: {
                self: string;
            };
        };
        /** @description Operations on a merchant's payments, those recorded last first */
        MerchantOperationPage: {
            data: components["schemas"]["OperationView"][];
            has_more: boolean;
            next_cursor: string | null;
            /**
             * Format: date-time
             * @description Only between a failover and the end of its recovery: up to then nothing is missing
             */
            as_of?: string;
        };
        /** @description Transfers of a merchant's accounts, those recorded last first */
        MerchantTransferPage: {
            data: components["schemas"]["TransferView"][];
            has_more: boolean;
            next_cursor: string | null;
            /**
             * Format: date-time
             * @description Only between a failover and the end of its recovery: up to then nothing is missing
             */
            as_of?: string;
        };
        /** @description Operations on a payment, oldest first */
        OperationPage: {
            data: components["schemas"]["OperationView"][];
            has_more: boolean;
            next_cursor: string | null;
            /**
             * Format: date-time
             * @description Only between a failover and the end of its recovery: up to then nothing is missing
             */
            as_of?: string;
        };
        /** @description One operation on a payment */
        OperationView: {
            id: string;
            /** @example pay_00000000000000000000000000000000 */
            payment_id: string;
            /** @example acme */
            merchant_id: string;
            /** @enum {string} */
            operation: "authorize" | "hold_for_review" | "approve_authorize" | "approve_capture" | "capture" | "partial_capture" | "void" | "expire" | "refund" | "partial_refund" | "reject" | "open_dispute" | "submit_evidence" | "win_dispute" | "lose_dispute";
            /**
             * @description Positive amount in the minor unit of the currency, as a decimal string
             * @example 1050
             */
            amount_minor?: string;
            /**
             * @description ISO 4217 code
             * @example EUR
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /** @enum {string} */
            reason?: "duplicate" | "fraudulent" | "requested_by_customer" | "other" | "not_received" | "not_as_described" | "canceled" | "credit_not_processed" | "general";
            decided_by?: string;
            /** @enum {string} */
            payment_status?: "accepted" | "review" | "authorized" | "partially_captured" | "captured" | "partially_refunded" | "refunded" | "disputed" | "charged_back" | "voided" | "expired" | "rejected";
            version: number;
            /** Format: date-time */
            created_at: string;
        };
        /** @description A merchant's payments, those booked last first */
        PaymentPage: {
            data: components["schemas"]["PaymentView"][];
            has_more: boolean;
            next_cursor: string | null;
            /**
             * Format: date-time
             * @description Only between a failover and the end of its recovery: up to then nothing is missing
             */
            as_of?: string;
        };
        /** @description A payment as the ledger knows it */
        PaymentView: {
            /** @example pay_00000000000000000000000000000000 */
            id: string;
            /** @enum {string} */
            status: "accepted" | "review" | "authorized" | "partially_captured" | "captured" | "partially_refunded" | "refunded" | "disputed" | "charged_back" | "voided" | "expired" | "rejected";
            /** @example acme */
            merchant_id: string;
            /**
             * @description Positive amount in the minor unit of the currency, as a decimal string
             * @example 1050
             */
            amount_minor: string;
            /**
             * @description ISO 4217 code
             * @example EUR
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            reference?: string;
            metadata?: {
                [key: string]: string;
            };
            statement_descriptor?: string;
            reason?: string;
            review?: string[];
            /**
             * @description Amount from zero in the minor unit of the currency, as a decimal string
             * @example 0
             */
            held_minor?: string;
            /**
             * @description Amount from zero in the minor unit of the currency, as a decimal string
             * @example 0
             */
            captured_minor?: string;
            /**
             * @description Amount from zero in the minor unit of the currency, as a decimal string
             * @example 0
             */
            refunded_minor?: string;
            /**
             * @description Amount from zero in the minor unit of the currency, as a decimal string
             * @example 0
             */
            fee_minor?: string;
            /**
             * @description Positive amount in the minor unit of the currency, as a decimal string
             * @example 1050
             */
            fee_refunded_minor?: string;
            /**
             * @description Positive amount in the minor unit of the currency, as a decimal string
             * @example 1050
             */
            disputed_minor?: string;
            /**
             * @description Positive amount in the minor unit of the currency, as a decimal string
             * @example 1050
             */
            charged_back_minor?: string;
            /**
             * @description Positive amount in the minor unit of the currency, as a decimal string
             * @example 1050
             */
            dispute_fee_minor?: string;
            /** Format: date-time */
            expires_at?: string;
            version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            booked_at?: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            as_of?: string;
        };
        /** @description Payouts of a merchant, the newest day first */
        PayoutPage: {
            data: components["schemas"]["PayoutView"][];
            has_more: boolean;
            next_cursor: string | null;
            /**
             * Format: date-time
             * @description Only between a failover and the end of its recovery: up to then nothing is missing
             */
            as_of?: string;
        };
        /** @description What was paid out to a merchant of one day, in one currency */
        PayoutView: {
            id: string;
            /** @example acme */
            merchant_id: string;
            /**
             * @description ISO 4217 code
             * @example EUR
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /** Format: date */
            day: string;
            /**
             * @description Sum in the minor unit of the currency, as a decimal string
             * @example -1050
             */
            balance_minor: string;
            /**
             * @description Amount from zero in the minor unit of the currency, as a decimal string
             * @example 0
             */
            amount_minor: string;
            /**
             * @description Amount from zero in the minor unit of the currency, as a decimal string
             * @example 0
             */
            withheld_minor: string;
            /**
             * @description Amount from zero in the minor unit of the currency, as a decimal string
             * @example 0
             */
            reserve_minor: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            sent_at?: string;
        };
        /** @description Gives back what was captured, or a part of it */
        RefundRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
            /**
             * @description Positive amount in the minor unit of the currency, as a decimal string
             * @example 1050
             */
            amount_minor?: string;
            /** @enum {string} */
            reason?: "duplicate" | "fraudulent" | "requested_by_customer" | "other";
        };
        /** @description A payment that is booked, in the words of the specifications */
        SpecifiedPayment: {
            message: string;
            /** @example pay_00000000000000000000000000000000 */
            transaction_id: string;
            /** @enum {string} */
            status: "accepted" | "review" | "authorized" | "partially_captured" | "captured" | "partially_refunded" | "refunded" | "disputed" | "charged_back" | "voided" | "expired" | "rejected";
            amount: string;
            /**
             * @description Positive amount in the minor unit of the currency, as a decimal string
             * @example 1050
             */
            amount_minor: string;
            /**
             * @description ISO 4217 code
             * @example EUR
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /** @example acme */
            merchant_id: string;
            region: string;
            session_id?: string;
        };
        /** @description A validated payment to book, in the words of the specifications */
        SpecifiedProcessRequest: {
            amount: number | string;
            /**
             * @description ISO 4217 code
             * @example EUR
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            payment_method: string;
            user_id: string;
            session_id?: string;
            /** @example acme */
            merchant_id?: string;
            /** @description The merchant's own word for this payment, in Unicode normalization form C */
            reference?: string;
            validation_token: string;
        };
        /** @description What moved a merchant's balance in one currency */
        Statement: {
            /** @example acme */
            merchant_id: string;
            /**
             * @description ISO 4217 code
             * @example EUR
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            opening: {
                /**
                 * @description Sum in the minor unit of the currency, as a decimal string
                 * @example -1050
                 */
                available_minor: string;
                /**
                 * @description Sum in the minor unit of the currency, as a decimal string
                 * @example -1050
                 */
                pending_minor: string;
            };
            closing: {
                /**
                 * @description Sum in the minor unit of the currency, as a decimal string
                 * @example -1050
                 */
                available_minor: string;
                /**
                 * @description Sum in the minor unit of the currency, as a decimal string
                 * @example -1050
                 */
                pending_minor: string;
            };
            movements: {
                /** @enum {string} */
                balance: "available" | "pending";
                /** @enum {string} */
                purpose: "hold" | "release" | "capture" | "fee" | "refund" | "fee_refund" | "shortfall" | "dispute" | "dispute_fee" | "dispute_reversal" | "dispute_fee_refund" | "settlement";
                /**
                 * @description Amount from zero in the minor unit of the currency, as a decimal string
                 * @example 0
                 */
                credited_minor: string;
                /**
                 * @description Amount from zero in the minor unit of the currency, as a decimal string
                 * @example 0
                 */
                debited_minor: string;
                transfers: number;
            }[];
            is_final: boolean;
            /**
             * Format: date-time
             * @description Only between a failover and the end of its recovery: up to then nothing is missing
             */
            as_of?: string;
        };
        /** @description Transfers of a payment, oldest first */
        TransferPage: {
            data: components["schemas"]["TransferView"][];
            has_more: boolean;
            next_cursor: string | null;
            /**
             * Format: date-time
             * @description Only between a failover and the end of its recovery: up to then nothing is missing
             */
            as_of?: string;
        };
        /** @description One debit and one credit of the same amount */
        TransferView: {
            id: string;
            /** @example pay_00000000000000000000000000000000 */
            payment_id?: string;
            payout_id?: string;
            version?: number;
            /** @enum {string} */
            purpose: "hold" | "release" | "capture" | "fee" | "refund" | "fee_refund" | "shortfall" | "dispute" | "dispute_fee" | "dispute_reversal" | "dispute_fee_refund" | "settlement";
            debit_account: string;
            credit_account: string;
            /**
             * @description Positive amount in the minor unit of the currency, as a decimal string
             * @example 1050
             */
            amount_minor: string;
            /**
             * @description ISO 4217 code
             * @example EUR
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /** Format: date-time */
            created_at: string;
        };
        /** @description Releases all that is still held */
        VoidRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
        };
        /** @description Changes, pauses, resumes or deletes a channel */
        ChangeChannelRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
            /** @description Types of webhooks that are sent here, and patterns of them; all, also future ones, if left out */
            events?: ("payment.held_for_review" | "payment.authorized" | "payment.partially_captured" | "payment.captured" | "payment.voided" | "payment.expired" | "payment.partially_refunded" | "payment.refunded" | "payment.disputed" | "payment.dispute_evidence_submitted" | "payment.dispute_won" | "payment.dispute_lost" | "payment.rejected" | "payment.shortfall_booked" | "payment.*" | "payment.partially_*")[];
            /**
             * @description `enabled` resumes: what waits is sent. `deleted` is for ever
             * @enum {string}
             */
            status?: "enabled" | "paused" | "deleted";
        };
        /** @description Changes, pauses, resumes or deletes an endpoint */
        ChangeEndpointRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
            /**
             * @description Where webhooks are sent: https on port 443, to a name of the public DNS. Plain http is for the local cloud alone.
             * @example https://shop.example/hooks
             */
            url?: string;
            /** @description Types of webhooks that are sent here, and patterns of them; all, also future ones, if left out */
            events?: ("payment.held_for_review" | "payment.authorized" | "payment.partially_captured" | "payment.captured" | "payment.voided" | "payment.expired" | "payment.partially_refunded" | "payment.refunded" | "payment.disputed" | "payment.dispute_evidence_submitted" | "payment.dispute_won" | "payment.dispute_lost" | "payment.rejected" | "payment.shortfall_booked" | "payment.*" | "payment.partially_*")[];
            /**
             * @description `enabled` resumes: what waits is sent. `deleted` is for ever
             * @enum {string}
             */
            status?: "enabled" | "paused" | "deleted";
        };
        /** @description A channel after a change */
        ChangedChannel: {
            /** @example nc_00000000000000000000000000000000 */
            id: string;
            /** @example acme */
            merchant_id: string;
            /** @enum {string} */
            kind: "email" | "sms";
            address: string;
            events?: ("payment.held_for_review" | "payment.authorized" | "payment.partially_captured" | "payment.captured" | "payment.voided" | "payment.expired" | "payment.partially_refunded" | "payment.refunded" | "payment.disputed" | "payment.dispute_evidence_submitted" | "payment.dispute_won" | "payment.dispute_lost" | "payment.rejected" | "payment.shortfall_booked" | "payment.*" | "payment.partially_*")[];
            /** @enum {string} */
            status: "unconfirmed" | "enabled" | "paused" | "deleted";
            /** @enum {string} */
            pause_reason?: "failing" | "requested" | "bounced" | "complained";
            /** Format: date-time */
            paused_at?: string;
            /** Format: date-time */
            confirmed_at?: string;
            /** Format: date-time */
            code_expires_at?: string;
            /** Format: date-time */
            failing_since?: string;
            /** Format: date-time */
            created_at: string;
        };
        /** @description An endpoint after a change */
        ChangedEndpoint: {
            /** @example we_00000000000000000000000000000000 */
            id: string;
            /** @example acme */
            merchant_id: string;
            url: string;
            events?: ("payment.held_for_review" | "payment.authorized" | "payment.partially_captured" | "payment.captured" | "payment.voided" | "payment.expired" | "payment.partially_refunded" | "payment.refunded" | "payment.disputed" | "payment.dispute_evidence_submitted" | "payment.dispute_won" | "payment.dispute_lost" | "payment.rejected" | "payment.shortfall_booked" | "payment.*" | "payment.partially_*")[];
            /** @enum {string} */
            status: "enabled" | "paused" | "deleted";
            /** @enum {string} */
            pause_reason?: "gone" | "failing" | "requested";
            /** Format: date-time */
            paused_at?: string;
            /** Format: date-time */
            failing_since?: string;
            /** Format: date-time */
            created_at: string;
        };
        /** @description A person who is told by mail or text message */
        Channel: {
            /** @example nc_00000000000000000000000000000000 */
            id: string;
            /** @example acme */
            merchant_id: string;
            /** @enum {string} */
            kind: "email" | "sms";
            address: string;
            events?: ("payment.held_for_review" | "payment.authorized" | "payment.partially_captured" | "payment.captured" | "payment.voided" | "payment.expired" | "payment.partially_refunded" | "payment.refunded" | "payment.disputed" | "payment.dispute_evidence_submitted" | "payment.dispute_won" | "payment.dispute_lost" | "payment.rejected" | "payment.shortfall_booked" | "payment.*" | "payment.partially_*")[];
            /** @enum {string} */
            status: "unconfirmed" | "enabled" | "paused";
            /** @enum {string} */
            pause_reason?: "failing" | "requested" | "bounced" | "complained";
            /** Format: date-time */
            paused_at?: string;
            /** Format: date-time */
            confirmed_at?: string;
            /** Format: date-time */
            code_expires_at?: string;
            /** Format: date-time */
            failing_since?: string;
            /** Format: date-time */
            created_at: string;
        };
        /** @description Channels of a merchant */
        ChannelList: {
            data: components["schemas"]["Channel"][];
            /** @constant */
            has_more: false;
            next_cursor: null;
        };
        /** @description Proves that the address gets what is sent to it */
        ConfirmChannelRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
            /**
             * @description As it was sent to the address
             * @example 01234567
             */
            code: string;
        };
        /** @description A person who is told by mail or text message */
        CreateChannelRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
            /** @enum {string} */
            kind: "email" | "sms";
            /**
             * @description One mail address for `email`, one phone number in E.164 for `sms`
             * @example books@shop.example
             */
            address: string;
            /** @description Types of webhooks that are sent here, and patterns of them; all, also future ones, if left out */
            events?: ("payment.held_for_review" | "payment.authorized" | "payment.partially_captured" | "payment.captured" | "payment.voided" | "payment.expired" | "payment.partially_refunded" | "payment.refunded" | "payment.disputed" | "payment.dispute_evidence_submitted" | "payment.dispute_won" | "payment.dispute_lost" | "payment.rejected" | "payment.shortfall_booked" | "payment.*" | "payment.partially_*")[];
        };
        /** @description A webhook endpoint to register */
        CreateEndpointRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
            /**
             * @description Where webhooks are sent: https on port 443, to a name of the public DNS. Plain http is for the local cloud alone.
             * @example https://shop.example/hooks
             */
            url: string;
            /** @description Types of webhooks that are sent here, and patterns of them; all, also future ones, if left out */
            events?: ("payment.held_for_review" | "payment.authorized" | "payment.partially_captured" | "payment.captured" | "payment.voided" | "payment.expired" | "payment.partially_refunded" | "payment.refunded" | "payment.disputed" | "payment.dispute_evidence_submitted" | "payment.dispute_won" | "payment.dispute_lost" | "payment.rejected" | "payment.shortfall_booked" | "payment.*" | "payment.partially_*")[];
        };
        /** @description A registered endpoint and the secret that its webhooks are signed with */
        CreatedEndpoint: {
            /** @example we_00000000000000000000000000000000 */
            id: string;
            /** @example acme */
            merchant_id: string;
            url: string;
            events?: ("payment.held_for_review" | "payment.authorized" | "payment.partially_captured" | "payment.captured" | "payment.voided" | "payment.expired" | "payment.partially_refunded" | "payment.refunded" | "payment.disputed" | "payment.dispute_evidence_submitted" | "payment.dispute_won" | "payment.dispute_lost" | "payment.rejected" | "payment.shortfall_booked" | "payment.*" | "payment.partially_*")[];
            /** Format: starts_with */
            secret: string;
            /** Format: starts_with */
            public_key: string;
            /** Format: date-time */
            created_at: string;
        };
        /** @description A webhook to one endpoint, or a message to one channel, and what became of it */
        Delivery: {
            /** @example msg_00000000000000000000000000000000 */
            id: string;
            /** @example pay_00000000000000000000000000000000 */
            payment_id: string;
            /** @example acme */
            merchant_id: string;
            /** @example we_00000000000000000000000000000000 */
            endpoint_id: string;
            /** Format: uuid */
            event_id: string;
            /** @enum {string} */
            type: "payment.held_for_review" | "payment.authorized" | "payment.partially_captured" | "payment.captured" | "payment.voided" | "payment.expired" | "payment.partially_refunded" | "payment.refunded" | "payment.disputed" | "payment.dispute_evidence_submitted" | "payment.dispute_won" | "payment.dispute_lost" | "payment.rejected" | "payment.shortfall_booked";
            version: number;
            /** @enum {string} */
            status: "waiting" | "sending" | "delivered" | "failed";
            attempts: number;
            last_outcome?: string;
            /** Format: date-time */
            delivered_at?: string;
            /** Format: date-time */
            next_attempt_at?: string;
            log?: components["schemas"]["DeliveryAttempt"][];
        };
        /** @description One attempt to send a webhook */
        DeliveryAttempt: {
            number: number;
            /** Format: date-time */
            at: string;
            duration_ms: number;
            status?: number;
            outcome: string;
            region: string;
        };
        /** @description Webhooks about one payment, by version */
        DeliveryPage: {
            data: components["schemas"]["Delivery"][];
            has_more: boolean;
            next_cursor: string | null;
        };
        /** @description Where webhooks are sent, without its secrets */
        Endpoint: {
            /** @example we_00000000000000000000000000000000 */
            id: string;
            /** @example acme */
            merchant_id: string;
            url: string;
            events?: ("payment.held_for_review" | "payment.authorized" | "payment.partially_captured" | "payment.captured" | "payment.voided" | "payment.expired" | "payment.partially_refunded" | "payment.refunded" | "payment.disputed" | "payment.dispute_evidence_submitted" | "payment.dispute_won" | "payment.dispute_lost" | "payment.rejected" | "payment.shortfall_booked" | "payment.*" | "payment.partially_*")[];
            /** @enum {string} */
            status: "enabled" | "paused";
            /** @enum {string} */
            pause_reason?: "gone" | "failing" | "requested";
            /** Format: date-time */
            paused_at?: string;
            /** Format: date-time */
            failing_since?: string;
            /** Format: date-time */
            created_at: string;
        };
        /** @description Where webhooks are sent, and the public keys that they verify with */
        EndpointDetails: {
            /** @example we_00000000000000000000000000000000 */
            id: string;
            /** @example acme */
            merchant_id: string;
            url: string;
            events?: ("payment.held_for_review" | "payment.authorized" | "payment.partially_captured" | "payment.captured" | "payment.voided" | "payment.expired" | "payment.partially_refunded" | "payment.refunded" | "payment.disputed" | "payment.dispute_evidence_submitted" | "payment.dispute_won" | "payment.dispute_lost" | "payment.rejected" | "payment.shortfall_booked" | "payment.*" | "payment.partially_*")[];
            /** @enum {string} */
            status: "enabled" | "paused";
            /** @enum {string} */
            pause_reason?: "gone" | "failing" | "requested";
            /** Format: date-time */
            paused_at?: string;
            /** Format: date-time */
            failing_since?: string;
            /** Format: date-time */
            created_at: string;
            public_keys: string[];
            /** Format: date-time */
            previous_secret_until?: string;
        };
        /** @description An event, as its webhook tells it, and the delivery to an endpoint */
        EndpointEvent: {
            webhook: components["schemas"]["Webhook"];
            /** @enum {string} */
            status: "waiting" | "sending" | "delivered" | "failed" | "missed";
            delivery?: components["schemas"]["Delivery"];
        };
        /** @description Events that an endpoint wants, oldest first */
        EndpointEventPage: {
            data: components["schemas"]["EndpointEvent"][];
            has_more: boolean;
            next_cursor: string | null;
        };
        /** @description Endpoints of a merchant */
        EndpointPage: {
            data: components["schemas"]["Endpoint"][];
            has_more: boolean;
            next_cursor: string | null;
        };
        /** @description Sends the events that an endpoint has missed */
        RecoverEndpointRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
            /**
             * Format: date-time
             * @description Sends what was missed then or later
             * @example 2030-01-31T12:00:00.000Z
             */
            since: string;
            /** Format: date-time */
            until?: string;
        };
        /** @description Webhooks that an endpoint gets after all */
        RecoveredEndpoint: {
            enqueued: number;
            /** Format: date-time */
            next_since?: string;
        };
        /** @description Sends a webhook once more, whatever became of it */
        RetryDeliveryRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
            /** @example pay_00000000000000000000000000000000 */
            payment_id: string;
        };
        /** @description Gives an endpoint a new secret */
        RollSecretRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
            /**
             * @description How long webhooks are signed with the secret before as well
             * @default 86400
             */
            overlap_seconds: number;
        };
        /** @description The secret that webhooks are signed with from now on */
        RolledSecret: {
            /** @example we_00000000000000000000000000000000 */
            id: string;
            /** Format: starts_with */
            secret: string;
            /** Format: starts_with */
            public_key: string;
            /** Format: date-time */
            previous_secret_until: string;
        };
        /** @description Sends a new code to the address of a channel */
        SendCodeRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
        };
        /** @description Deliveries of the last event of a payment */
        SpecifiedNotification: {
            message: string;
            /** Format: uuid */
            notification_id: string;
            /** @example pay_00000000000000000000000000000000 */
            transaction_id: string;
            deliveries: components["schemas"]["Delivery"][];
        };
        /** @description A payment whose last webhook is to be sent again */
        SpecifiedNotificationRequest: {
            /** @example pay_00000000000000000000000000000000 */
            transaction_id: string;
            user_id?: string;
            status?: string;
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
        };
        /** @description Sends a webhook of the type `endpoint.test`, also while it is paused */
        TestEndpointRequest: {
            /**
             * @description The merchant of the access key; it may be left out
             * @example acme
             */
            merchant_id?: string;
        };
        /** @description Outcome of a test webhook */
        TestedEndpoint: {
            /** @example msg_00000000000000000000000000000000 */
            webhook_id: string;
            confirmed: boolean;
            status?: number;
            outcome: string;
            duration_ms: number;
        };
        /** @description A message to a merchant about a payment */
        Webhook: {
            /** @enum {string} */
            type: "payment.held_for_review" | "payment.authorized" | "payment.partially_captured" | "payment.captured" | "payment.voided" | "payment.expired" | "payment.partially_refunded" | "payment.refunded" | "payment.disputed" | "payment.dispute_evidence_submitted" | "payment.dispute_won" | "payment.dispute_lost" | "payment.rejected" | "payment.shortfall_booked";
            /** Format: date-time */
            timestamp: string;
            data: {
                /** Format: uuid */
                event_id: string;
                /** @example pay_00000000000000000000000000000000 */
                payment_id: string;
                /** @example acme */
                merchant_id: string;
                /**
                 * @description Positive amount in the minor unit of the currency, as a decimal string
                 * @example 1050
                 */
                amount_minor: string;
                /**
                 * @description ISO 4217 code
                 * @example EUR
                 * @enum {string}
                 */
                currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
                reference?: string;
                reason?: string;
                review?: string[];
                /** @enum {string} */
                status?: "accepted" | "review" | "authorized" | "partially_captured" | "captured" | "partially_refunded" | "refunded" | "disputed" | "charged_back" | "voided" | "expired" | "rejected";
                /** @enum {string} */
                operation?: "authorize" | "hold_for_review" | "approve_authorize" | "approve_capture" | "capture" | "partial_capture" | "void" | "expire" | "refund" | "partial_refund" | "reject" | "open_dispute" | "submit_evidence" | "win_dispute" | "lose_dispute";
                /**
                 * @description Positive amount in the minor unit of the currency, as a decimal string
                 * @example 1050
                 */
                operation_amount_minor?: string;
                /**
                 * @description Amount from zero in the minor unit of the currency, as a decimal string
                 * @example 0
                 */
                held_minor?: string;
                /**
                 * @description Amount from zero in the minor unit of the currency, as a decimal string
                 * @example 0
                 */
                captured_minor?: string;
                /**
                 * @description Amount from zero in the minor unit of the currency, as a decimal string
                 * @example 0
                 */
                refunded_minor?: string;
                /**
                 * @description Positive amount in the minor unit of the currency, as a decimal string
                 * @example 1050
                 */
                disputed_minor?: string;
                /**
                 * @description Positive amount in the minor unit of the currency, as a decimal string
                 * @example 1050
                 */
                charged_back_minor?: string;
                /** @enum {string} */
                dispute_reason?: "fraudulent" | "not_received" | "not_as_described" | "duplicate" | "canceled" | "credit_not_processed" | "general";
                evidence?: string;
                /**
                 * @description Positive amount in the minor unit of the currency, as a decimal string
                 * @example 1050
                 */
                shortfall_minor?: string;
                /** Format: date-time */
                expires_at?: string;
                version: number;
                order?: number;
                epoch?: number;
            };
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
    createPayment: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePaymentRequest"];
            };
        };
        responses: {
            /** @description Recorded in a quorum of regions */
            202: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedPayment"];
                };
            };
        };
    };
    createValidation: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateValidationRequest"];
            };
        };
        responses: {
            /** @description The decision; unless it is to reject, with a token */
            201: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Validation"];
                };
            };
        };
    };
    validateSpecifiedPayment: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpecifiedPaymentRequest"];
            };
        };
        responses: {
            /** @description The payment may be made */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpecifiedValidation"];
                };
            };
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSessionRequest"];
            };
        };
        responses: {
            /** @description Version 1 of the session */
            201: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session as this region knows it */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    changeSession: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeSessionRequest"];
            };
        };
        responses: {
            /** @description The next version of the session */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    listPayments: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                merchant_id?: string;
                status?: "review" | "authorized" | "partially_captured" | "captured" | "partially_refunded" | "refunded" | "disputed" | "charged_back" | "voided" | "expired" | "rejected";
                reference?: string;
                booked_from?: string;
                booked_before?: string;
            };
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of payments */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description The next page, as RFC 8288 says it */
                    Link?: string;
                    /** @description Only with `as_of`: seconds since the answer was complete for certain */
                    Age?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentPage"];
                };
            };
        };
    };
    getPayment: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payment as the ledger knows it; while the ledger gives no answer, as the read model does */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description Version of the payment */
                    ETag?: string;
                    /** @description Only of the read model: seconds since the answer was right for certain */
                    Age?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
        };
    };
    listOperations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of operations */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description The next page, as RFC 8288 says it */
                    Link?: string;
                    /** @description Only with `as_of`: seconds since the answer was complete for certain */
                    Age?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationPage"];
                };
            };
        };
    };
    listTransfers: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of transfers */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description The next page, as RFC 8288 says it */
                    Link?: string;
                    /** @description Only with `as_of`: seconds since the answer was complete for certain */
                    Age?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferPage"];
                };
            };
        };
    };
    listBalances: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A balance for each currency */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description Only with `as_of`: seconds since the answer was complete for certain */
                    Age?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceList"];
                };
            };
        };
    };
    listMerchantTransfers: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                merchant_id?: string;
                recorded_from?: string;
                recorded_before?: string;
            };
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of transfers */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description The next page, as RFC 8288 says it */
                    Link?: string;
                    /** @description Only with `as_of`: seconds since the answer was complete for certain */
                    Age?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantTransferPage"];
                };
            };
        };
    };
    listCaptures: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                merchant_id?: string;
                recorded_from?: string;
                recorded_before?: string;
            };
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of operations */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description The next page, as RFC 8288 says it */
                    Link?: string;
                    /** @description Only with `as_of`: seconds since the answer was complete for certain */
                    Age?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantOperationPage"];
                };
            };
        };
    };
    listRefunds: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                merchant_id?: string;
                recorded_from?: string;
                recorded_before?: string;
            };
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of operations */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description The next page, as RFC 8288 says it */
                    Link?: string;
                    /** @description Only with `as_of`: seconds since the answer was complete for certain */
                    Age?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantOperationPage"];
                };
            };
        };
    };
    getStatement: {
        parameters: {
            query: {
                merchant_id?: string;
                currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
                from: string;
                until: string;
            };
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Balances at both times, and what is between */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description Only with `as_of`: seconds since the answer was complete for certain */
                    Age?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
        };
    };
    listPayouts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of payouts */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description The next page, as RFC 8288 says it */
                    Link?: string;
                    /** @description Only with `as_of`: seconds since the answer was complete for certain */
                    Age?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutPage"];
                };
            };
        };
    };
    orderExport: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportRequest"];
            };
        };
        responses: {
            /** @description The export, recorded in a quorum of regions; its file is written in the background */
            202: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description Where the export is shown */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportView"];
                };
            };
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description While it is pending: seconds until the next look */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportView"];
                };
            };
        };
    };
    capturePayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was seen last; 412 if it is another by now */
                "If-Match"?: string;
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaptureRequest"];
            };
        };
        responses: {
            /** @description The operation, recorded in a quorum of regions */
            201: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description Version of the payment after it */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationView"];
                };
            };
        };
    };
    voidPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was seen last; 412 if it is another by now */
                "If-Match"?: string;
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoidRequest"];
            };
        };
        responses: {
            /** @description The operation, recorded in a quorum of regions */
            201: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description Version of the payment after it */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationView"];
                };
            };
        };
    };
    refundPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was seen last; 412 if it is another by now */
                "If-Match"?: string;
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundRequest"];
            };
        };
        responses: {
            /** @description The operation, recorded in a quorum of regions */
            201: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description Version of the payment after it */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationView"];
                };
            };
        };
    };
    submitDisputeEvidence: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was seen last; 412 if it is another by now */
                "If-Match"?: string;
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvidenceRequest"];
            };
        };
        responses: {
            /** @description The operation, recorded in a quorum of regions */
            201: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description Version of the payment after it */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationView"];
                };
            };
        };
    };
    processSpecifiedPayment: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpecifiedProcessRequest"];
            };
        };
        responses: {
            /** @description The payment is booked, or held for review */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpecifiedPayment"];
                };
            };
        };
    };
    listEndpoints: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                merchant_id?: string;
            };
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of endpoints, without their secrets */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description The next page, as RFC 8288 says it */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointPage"];
                };
            };
        };
    };
    createEndpoint: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateEndpointRequest"];
            };
        };
        responses: {
            /** @description The endpoint, with its secret */
            201: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedEndpoint"];
                };
            };
        };
    };
    getEndpoint: {
        parameters: {
            query?: {
                merchant_id?: string;
            };
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint, without its secrets */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointDetails"];
                };
            };
        };
    };
    changeEndpoint: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeEndpointRequest"];
            };
        };
        responses: {
            /** @description The endpoint after the change */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedEndpoint"];
                };
            };
        };
    };
    rollSecret: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollSecretRequest"];
            };
        };
        responses: {
            /** @description The new secret */
            201: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolledSecret"];
                };
            };
        };
    };
    testEndpoint: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestEndpointRequest"];
            };
        };
        responses: {
            /** @description Outcome of the test */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestedEndpoint"];
                };
            };
        };
    };
    listEndpointEvents: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                merchant_id?: string;
                since?: string;
                until?: string;
                status?: "waiting" | "sending" | "delivered" | "failed" | "missed";
                type?: "payment.held_for_review" | "payment.authorized" | "payment.partially_captured" | "payment.captured" | "payment.voided" | "payment.expired" | "payment.partially_refunded" | "payment.refunded" | "payment.disputed" | "payment.dispute_evidence_submitted" | "payment.dispute_won" | "payment.dispute_lost" | "payment.rejected" | "payment.shortfall_booked";
            };
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events, oldest first, as this region knows them */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description The next page, as RFC 8288 says it */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointEventPage"];
                };
            };
        };
    };
    recoverEndpoint: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoverEndpointRequest"];
            };
        };
        responses: {
            /** @description How many are sent from now on */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveredEndpoint"];
                };
            };
        };
    };
    listChannels: {
        parameters: {
            query?: {
                merchant_id?: string;
            };
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All channels, by id */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelList"];
                };
            };
        };
    };
    createChannel: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChannelRequest"];
            };
        };
        responses: {
            /** @description The channel, to be confirmed */
            201: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
        };
    };
    getChannel: {
        parameters: {
            query?: {
                merchant_id?: string;
            };
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The channel */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
        };
    };
    changeChannel: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeChannelRequest"];
            };
        };
        responses: {
            /** @description The channel after the change */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedChannel"];
                };
            };
        };
    };
    sendChannelCode: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendCodeRequest"];
            };
        };
        responses: {
            /** @description The channel */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
        };
    };
    confirmChannel: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmChannelRequest"];
            };
        };
        responses: {
            /** @description The channel, which is sent to from now on */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query: {
                limit?: number;
                cursor?: string;
                payment_id: string;
            };
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of webhooks, as this region knows them */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    /** @description The next page, as RFC 8288 says it */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
        };
    };
    retryDelivery: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryDeliveryRequest"];
            };
        };
        responses: {
            /** @description The delivery after one more attempt */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
        };
    };
    notifySpecifiedPayment: {
        parameters: {
            query?: never;
            header?: {
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpecifiedNotificationRequest"];
            };
        };
        responses: {
            /** @description Where it was sent, and who confirmed */
            200: {
                headers: {
                    /** @description Region and epoch that answered */
                    "X-Served-By"?: string;
                    /** @description Id of the journey */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpecifiedNotification"];
                };
            };
        };
    };
}
