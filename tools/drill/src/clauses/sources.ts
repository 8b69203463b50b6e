/** Pages on which the texts of clauses were read; the law itself is at https://eur-lex.europa.eu/eli/reg/2022/2554/oj. */
export const sources = {
  dora11and12:
    'Regulation (EU) 2022/2554, as quoted by the documentation of Logweir; Art. 12: https://www.springlex.eu/packages/dora/dora-regulation/article-12',
  dora12:
    'https://www.mica.wtf/dora/digital-operational-resilience-act/chapter-ii-ict-risk-management/article-12-backup-policies-and-procedures',
  dora12checks: 'https://grca.planeth.de/en/grcaplaneth/opensource/issue/3952/',
  dora24: 'https://www.springlex.eu/en/packages/dora/dora-regulation/article-24/',
  dora25: 'https://www.cyberday.ai/requirement/dora-article-25-testing-of-ict-tools-and-systems',
  dora26:
    'https://cyberday.ai/requirement/dora-article-26-advanced-testing-of-ict-tools-systems-and-processes-based-on-tlpt',
  rts25: 'https://advisera.com/cdr-2024-1774/testing-of-the-ict-business-continuity-plans',
  rts25results: 'Commission Delegated Regulation (EU) 2024/1774, as quoted by the documentation of Logweir',
  pci: 'https://withpci.com/requirements/12/12.10/12.10.2.html',
  soc2: 'http://www.compliancewiki.org/article/57/soc-2-recovery-testing-a1-3-251.html',
} as const;
