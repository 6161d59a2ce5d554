// Google Play's Data safety form as its CSV has it: questions, data types, labels. Ids as public exports of the
// console show them; the form's own labels are in English only. Leaves filling it in to compare/data-safety.ts.

/** The five columns, exactly: the console and the API refuse any other header. */
export const FORM_COLUMNS = [
  'Question ID (machine readable)',
  'Response ID (machine readable)',
  'Response value',
  'Answer requirement',
  'Human-friendly question label',
] as const;

export interface FormType {
  id: string;
  label: string;
}
export interface FormCategory {
  question: string;
  label: string;
  types: readonly FormType[];
}

const category = (
  question: string,
  label: string,
  types: Readonly<Record<string, string>>,
): FormCategory => ({
  question: `PSL_DATA_TYPES_${question}`,
  label,
  types: Object.entries(types).map(([id, name]) => ({ id: `PSL_${id}`, label: name })),
});

export const FORM_CATEGORIES: readonly FormCategory[] = [
  category('PERSONAL', 'Personal info', {
    NAME: 'Name',
    EMAIL: 'Email address',
    USER_ACCOUNT: 'User IDs',
    ADDRESS: 'Address',
    PHONE: 'Phone number',
    RACE_ETHNICITY: 'Race and ethnicity',
    POLITICAL_RELIGIOUS: 'Political or religious beliefs',
    SEXUAL_ORIENTATION_GENDER_IDENTITY: 'Sexual orientation',
    OTHER_PERSONAL: 'Other info',
  }),
  category('FINANCIAL', 'Financial info', {
    CREDIT_DEBIT_BANK_ACCOUNT_NUMBER: 'User payment info',
    PURCHASE_HISTORY: 'Purchase history',
    CREDIT_SCORE: 'Credit score',
    OTHER: 'Other financial info',
  }),
  category('LOCATION', 'Location', {
    APPROX_LOCATION: 'Approximate location',
    PRECISE_LOCATION: 'Precise location',
  }),
  category('SEARCH_AND_BROWSING', 'Web browsing', { WEB_BROWSING_HISTORY: 'Web browsing history' }),
  category('EMAIL_AND_TEXT', 'Messages', {
    EMAILS: 'Emails',
    SMS_CALL_LOG: 'SMS or MMS',
    OTHER_MESSAGES: 'Other in-app messages',
  }),
  category('PHOTOS_AND_VIDEOS', 'Photos and videos', { PHOTOS: 'Photos', VIDEOS: 'Videos' }),
  category('AUDIO', 'Audio files', {
    AUDIO: 'Voice or sound recordings',
    MUSIC: 'Music files',
    OTHER_AUDIO: 'Other audio files',
  }),
  category('HEALTH_AND_FITNESS', 'Health and fitness', { HEALTH: 'Health info', FITNESS: 'Fitness info' }),
  category('CONTACTS', 'Contacts', { CONTACTS: 'Contacts' }),
  category('CALENDAR', 'Calendar', { CALENDAR: 'Calendar events' }),
  category('APP_PERFORMANCE', 'App info and performance', {
    CRASH_LOGS: 'Crash logs',
    PERFORMANCE_DIAGNOSTICS: 'Diagnostics',
    OTHER_PERFORMANCE: 'Other app performance data',
  }),
  category('FILES_AND_DOCS', 'Files and docs', { FILES_AND_DOCS: 'Files and docs' }),
  category('APP_ACTIVITY', 'App activity', {
    USER_INTERACTION: 'App interactions',
    IN_APP_SEARCH_HISTORY: 'In-app search history',
    APPS_ON_DEVICE: 'Installed apps',
    USER_GENERATED_CONTENT: 'Other user-generated content',
    OTHER_APP_ACTIVITY: 'Other actions',
  }),
  category('IDENTIFIERS', 'Device or other IDs', { DEVICE_ID: 'Device or other IDs' }),
];

/** Questions per data type; `responses` empty = a yes-or-no answer with an empty response id. */
export const FORM_USAGE: readonly {
  question: string;
  responses: readonly string[];
  requirement: string;
  label: string;
}[] = [
  {
    question: 'PSL_DATA_USAGE_COLLECTION_AND_SHARING',
    responses: ['PSL_DATA_USAGE_ONLY_COLLECTED', 'PSL_DATA_USAGE_ONLY_SHARED'],
    requirement: 'MULTIPLE_CHOICE',
    label: 'Is this data collected, shared, or both?',
  },
  {
    question: 'PSL_DATA_USAGE_EPHEMERAL',
    responses: [],
    requirement: 'MAYBE_REQUIRED',
    label: 'Is this data processed ephemerally?',
  },
  {
    question: 'DATA_USAGE_USER_CONTROL',
    responses: ['PSL_DATA_USAGE_USER_CONTROL_OPTIONAL', 'PSL_DATA_USAGE_USER_CONTROL_REQUIRED'],
    requirement: 'SINGLE_CHOICE',
    label: 'Is this data required for your app, or can users choose whether it is collected?',
  },
  ...(['COLLECTION', 'SHARING'] as const).map((which) => ({
    question: `DATA_USAGE_${which}_PURPOSE`,
    responses: [
      'PSL_APP_FUNCTIONALITY',
      'PSL_ANALYTICS',
      'PSL_DEVELOPER_COMMUNICATIONS',
      'PSL_ADVERTISING',
      'PSL_FRAUD_PREVENTION_SECURITY',
      'PSL_PERSONALIZATION',
      'PSL_ACCOUNT_MANAGEMENT',
    ],
    requirement: 'MULTIPLE_CHOICE',
    label: `Why is this user data ${which === 'COLLECTION' ? 'collected' : 'shared'}?`,
  })),
];

/** Both permissions that the advertising id needs: of Play services, and of the platform's ad services. */
export const AD_ID_PERMISSIONS = [
  'com.google.android.gms.permission.AD_ID',
  'android.permission.ACCESS_ADSERVICES_AD_ID',
] as const;

/**
 * Permissions for which Play's policies ask for a prominent disclosure or a declaration of their own (Play Console
 * Help: permissions and APIs that access sensitive information; background location; accessibility; all files; VPN).
 */
export const DISCLOSURE_PERMISSIONS = [
  'android.permission.ACCESS_BACKGROUND_LOCATION',
  'android.permission.READ_SMS',
  'android.permission.RECEIVE_SMS',
  'android.permission.SEND_SMS',
  'android.permission.READ_CALL_LOG',
  'android.permission.WRITE_CALL_LOG',
  'android.permission.PROCESS_OUTGOING_CALLS',
  'android.permission.QUERY_ALL_PACKAGES',
  'android.permission.MANAGE_EXTERNAL_STORAGE',
  'android.permission.REQUEST_INSTALL_PACKAGES',
  'android.permission.BIND_ACCESSIBILITY_SERVICE',
  'android.permission.BIND_VPN_SERVICE',
  'android.permission.READ_MEDIA_IMAGES',
  'android.permission.READ_MEDIA_VIDEO',
  'android.permission.BODY_SENSORS_BACKGROUND',
  'android.permission.USE_FULL_SCREEN_INTENT',
] as const;
