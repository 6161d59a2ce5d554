package androidx.startup;

import android.content.ComponentName;
import android.content.ContentProvider;
import android.content.ContentValues;
import android.content.pm.PackageManager;
import android.database.Cursor;
import android.net.Uri;
import android.util.Log;

/** Stand-in for the library's provider: makes each initialiser that its meta-data names. */
public class InitializationProvider extends ContentProvider {
  @Override
  public boolean onCreate() {
    try {
      android.content.pm.ProviderInfo info =
          getContext()
              .getPackageManager()
              .getProviderInfo(new ComponentName(getContext(), getClass()), PackageManager.GET_META_DATA);
      for (String name : info.metaData.keySet()) {
        Initializer<?> initializer = (Initializer<?>) Class.forName(name).getDeclaredConstructor().newInstance();
        initializer.create(getContext());
      }
    } catch (Exception e) {
      Log.w("startup", e);
    }
    return true;
  }

  @Override
  public Cursor query(Uri uri, String[] columns, String where, String[] args, String order) {
    return null;
  }

  @Override
  public String getType(Uri uri) {
    return null;
  }

  @Override
  public Uri insert(Uri uri, ContentValues values) {
    return null;
  }

  @Override
  public int delete(Uri uri, String where, String[] args) {
    return 0;
  }

  @Override
  public int update(Uri uri, ContentValues values, String where, String[] args) {
    return 0;
  }
}
