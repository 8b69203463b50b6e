/** Worth of one unit of a currency in others, so that a limit in one is a limit in all. Not for converting money. */
export interface ReferenceRates {
  readonly version: string;
  /** The currency that one unit is of. */
  readonly base: string;
  /** Currency code → units of it for one unit of the base, as a decimal. */
  readonly unitsForOne: ReadonlyMap<string, string>;
}

/** Round figures near the market rates: a limit is one itself, and no money is converted by them. */
const first: ReferenceRates = {
  version: '2026-11-21',
  base: 'EUR',
  unitsForOne: ratesIn(
    'AED 4.25, AFN 77, ALL 97, AMD 445, ANG 2.07, AOA 1060, ARS 1650, AUD 1.77, AWG 2.08, AZN 1.97, BAM 1.96, ' +
      'BBD 2.32, BDT 141, BGN 1.96, BHD 0.436, BIF 3450, BMD 1.16, BND 1.5, BOB 8, BRL 6.25, BSD 1.16, BTN 103, ' +
      'BWP 15.6, BYN 3.45, BZD 2.33, CAD 1.62, CDF 2700, CHF 0.93, CLF 0.0275, CLP 1090, CNY 8.25, COP 4450, ' +
      'CRC 585, CUP 27.8, CVE 110, CZK 24.3, DJF 206, DKK 7.46, DOP 73, DZD 151, EGP 55, ERN 17.4, ETB 172, EUR 1, ' +
      'FJD 2.63, FKP 0.88, GBP 0.88, GEL 3.15, GHS 12.6, GIP 0.88, GMD 84, GNF 10100, GTQ 8.9, GYD 243, HKD 9.03, ' +
      'HNL 30.5, HTG 152, HUF 385, IDR 19300, ILS 3.8, INR 103, IQD 1520, IRR 48800, ISK 146, JMD 186, JOD 0.82, ' +
      'JPY 178, KES 150, KGS 101, KHR 4650, KMF 492, KPW 1040, KRW 1690, KWD 0.356, KYD 0.966, KZT 610, LAK 25200, ' +
      'LBP 104000, LKR 357, LRD 212, LSL 20, LYD 6.33, MAD 10.8, MDL 19.7, MGA 5200, MKD 61.5, MMK 2440, MNT 4150, ' +
      'MOP 9.3, MRU 46.2, MUR 53, MVR 17.9, MWK 2010, MXN 21.3, MYR 4.8, MZN 74, NAD 20, NGN 1680, NIO 42.6, ' +
      'NOK 11.7, NPR 165, NZD 2.03, OMR 0.446, PAB 1.16, PEN 3.92, PGK 4.9, PHP 68, PKR 326, PLN 4.25, PYG 8150, ' +
      'QAR 4.22, RON 5.09, RSD 117, RUB 93, RWF 1690, SAR 4.35, SBD 9.5, SCR 16.5, SDG 697, SEK 11, SGD 1.5, ' +
      'SHP 0.88, SLE 26.5, SOS 662, SRD 44.5, SSP 5400, STN 24.5, SVC 10.1, SYP 12800, SZL 20, THB 37.5, TJS 10.7, ' +
      'TMT 4.06, TND 3.4, TOP 2.75, TRY 49, TTD 7.86, TWD 36, TZS 2850, UAH 48.8, UGX 4150, USD 1.16, UYU 46, ' +
      'UYW 25.6, UZS 14000, VED 280, VES 280, VND 30500, VUV 141, WST 3.24, XAF 656, XCD 3.13, XOF 656, XPF 119, ' +
      'YER 277, ZAR 20, ZMW 26, ZWG 30.6',
  ),
};

/** Every version of the rates that ever decided. A published one is never edited: other rates are a new version. */
export const referenceRates: ReadonlyMap<string, ReferenceRates> = new Map(
  [first].map((rates) => [rates.version, rates]),
);

/** Reads `AED 4.25, AFN 77`. */
function ratesIn(text: string): ReferenceRates['unitsForOne'] {
  return new Map(text.split(', ').map((entry) => entry.split(' ') as [string, string]));
}
