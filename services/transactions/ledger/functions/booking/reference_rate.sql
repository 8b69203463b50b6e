-- Minor units of a currency that are worth one euro, by a version of the reference rates of libs/contracts/src/limits; a test compares
-- the two. Null: there is none.
create or replace function pay.reference_rate(rates_version text, currency text) returns numeric
language sql immutable parallel safe
return ('{
  "2026-11-21": {
    "AED": "425", "AFN": "7700", "ALL": "9700", "AMD": "44500", "ANG": "207", "AOA": "106000", "ARS": "165000", "AUD": "177",
    "AWG": "208", "AZN": "197", "BAM": "196", "BBD": "232", "BDT": "14100", "BGN": "196", "BHD": "436", "BIF": "3450",
    "BMD": "116", "BND": "150", "BOB": "800", "BRL": "625", "BSD": "116", "BTN": "10300", "BWP": "1560", "BYN": "345",
    "BZD": "233", "CAD": "162", "CDF": "270000", "CHF": "93", "CLF": "275", "CLP": "1090", "CNY": "825", "COP": "445000",
    "CRC": "58500", "CUP": "2780", "CVE": "11000", "CZK": "2430", "DJF": "206", "DKK": "746", "DOP": "7300", "DZD": "15100",
    "EGP": "5500", "ERN": "1740", "ETB": "17200", "EUR": "100", "FJD": "263", "FKP": "88", "GBP": "88", "GEL": "315",
    "GHS": "1260", "GIP": "88", "GMD": "8400", "GNF": "10100", "GTQ": "890", "GYD": "24300", "HKD": "903", "HNL": "3050",
    "HTG": "15200", "HUF": "38500", "IDR": "1930000", "ILS": "380", "INR": "10300", "IQD": "1520000", "IRR": "4880000",
    "ISK": "146", "JMD": "18600", "JOD": "820", "JPY": "178", "KES": "15000", "KGS": "10100", "KHR": "465000", "KMF": "492",
    "KPW": "104000", "KRW": "1690", "KWD": "356", "KYD": "96.600", "KZT": "61000", "LAK": "2520000", "LBP": "10400000",
    "LKR": "35700", "LRD": "21200", "LSL": "2000", "LYD": "6330", "MAD": "1080", "MDL": "1970", "MGA": "520000", "MKD": "6150",
    "MMK": "244000", "MNT": "415000", "MOP": "930", "MRU": "4620", "MUR": "5300", "MVR": "1790", "MWK": "201000", "MXN": "2130",
    "MYR": "480", "MZN": "7400", "NAD": "2000", "NGN": "168000", "NIO": "4260", "NOK": "1170", "NPR": "16500", "NZD": "203",
    "OMR": "446", "PAB": "116", "PEN": "392", "PGK": "490", "PHP": "6800", "PKR": "32600", "PLN": "425", "PYG": "8150",
    "QAR": "422", "RON": "509", "RSD": "11700", "RUB": "9300", "RWF": "1690", "SAR": "435", "SBD": "950", "SCR": "1650",
    "SDG": "69700", "SEK": "1100", "SGD": "150", "SHP": "88", "SLE": "2650", "SOS": "66200", "SRD": "4450", "SSP": "540000",
    "STN": "2450", "SVC": "1010", "SYP": "1280000", "SZL": "2000", "THB": "3750", "TJS": "1070", "TMT": "406", "TND": "3400",
    "TOP": "275", "TRY": "4900", "TTD": "786", "TWD": "3600", "TZS": "285000", "UAH": "4880", "UGX": "4150", "USD": "116",
    "UYU": "4600", "UYW": "256000", "UZS": "1400000", "VED": "28000", "VES": "28000", "VND": "30500", "VUV": "141",
    "WST": "324", "XAF": "656", "XCD": "313", "XOF": "656", "XPF": "119", "YER": "27700", "ZAR": "2000", "ZMW": "2600",
    "ZWG": "3060"
  }
}'::jsonb -> rates_version ->> currency)::numeric;
