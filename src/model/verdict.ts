// The words of a judgement: what is concluded, and what a need is judged to be. Leaves their order to order.ts and their
// names to text/.
export type Verdict = 'not-suspected' | 'suspected' | 'strongly-suspected' | 'not-rated';
export type Need =
  'necessary' | 'functional' | 'contextual' | 'avoidable' | 'beyond' | 'red-flag' | 'undecided';
