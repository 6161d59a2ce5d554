// Which binder interfaces are the platform's by their name. Leaves finding the calls to asks.ts.

/** "com.android.internal.telephony.IPhoneSubInfo", "android.content.pm.IPackageManager"; libraries' own are not. */
export function isPlatformDescriptor(name: string): boolean {
  return (
    (name.startsWith('android.') && !name.startsWith('android.support.')) ||
    name.startsWith('com.android.internal.') ||
    name.startsWith('com.android.server.')
  );
}
