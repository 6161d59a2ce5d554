#!/usr/bin/env bash
# Rebuilds samples/*/app.apk from their sources. For maintainers: users and tests read the committed packages and never
# need these tools. Wants: JDK 17 or later, Maven, Debian's aapt, smali and apksigner (apt install aapt smali apksigner).
#   samples/build.sh            rebuild what changed since it was built
#   samples/build.sh --all      rebuild everything
#   samples/build.sh name…      rebuild these
set -euo pipefail
cd "$(dirname "$0")"
tools="${OVERREACH_SAMPLE_TOOLS:-${TMPDIR:-/tmp}/overreach-sample-tools}"
platform=17-robolectric-16653203 # API 37: the classes to compile against
resources=13-robolectric-9030017 # API 33: the newest platform resource table that Debian's aapt can read
r8=9.5.28                        # D8 and R8, what real apps are built with
mkdir -p "$tools"
for artifact in "org.robolectric:android-all:$platform" "org.robolectric:android-all:$resources" "com.android.tools:r8:$r8"; do
  name="$(cut -d: -f2 <<<"$artifact")-$(cut -d: -f3 <<<"$artifact").jar"
  [ -f "$tools/$name" ] || mvn -q dependency:copy -Dartifact="$artifact" -DoutputDirectory="$tools"
done
java=/usr/share/java
exec java -cp "$tools/r8-$r8.jar:$java/apksigner.jar:$java/smali.jar:$(echo $java/{dexlib2,smali-util,guava,antlr3-runtime,jcommander,stringtemplate}.jar | tr ' ' :)" \
  tools/BuildSamples.java "$tools/android-all-$platform.jar" "$tools/android-all-$resources.jar" "$tools" "$@"
