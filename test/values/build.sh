#!/usr/bin/env bash
# Rebuilds pairs.bin and pairs.json from pairs/*.txt. For maintainers: tests read what is committed and need no tools.
# Wants JDK 17 or later and Maven.
#   test/values/build.sh            rebuild everything
#   test/values/build.sh name…      rebuild pairs whose names start so, and those not yet built
set -euo pipefail
cd "$(dirname "$0")"
tools="${OVERREACH_PAIR_TOOLS:-${TMPDIR:-/tmp}/overreach-pair-tools}"
kotlin=2.2.21
mkdir -p "$tools/libs" "$tools/compiler"
fetch() { # artifact, folder
  local name
  name="$(cut -d: -f2 <<<"$1")-$(cut -d: -f3 <<<"$1").jar"
  [ -f "$tools/$2/$name" ] || mvn -q dependency:copy -Dartifact="$1" -DoutputDirectory="$tools/$2"
}
fetch org.robolectric:android-all:17-robolectric-16653203 .
fetch com.android.tools:r8:9.5.28 .
for one in kotlin-compiler-embeddable:$kotlin kotlin-script-runtime:$kotlin kotlin-reflect:1.6.10 kotlin-daemon-embeddable:$kotlin; do
  fetch "org.jetbrains.kotlin:$one" compiler
done
fetch org.jetbrains.intellij.deps:trove4j:1.0.20200330 compiler
fetch org.jetbrains:annotations:13.0 compiler
for one in org.jetbrains.kotlin:kotlin-stdlib:$kotlin org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm:1.8.1 \
  org.jetbrains.kotlinx:kotlinx-coroutines-android:1.8.1 com.squareup.okhttp3:okhttp:4.12.0 com.squareup.okio:okio-jvm:3.6.0 \
  com.squareup.retrofit2:retrofit:2.11.0 com.google.code.gson:gson:2.11.0 io.reactivex.rxjava3:rxjava:3.1.8 \
  org.reactivestreams:reactive-streams:1.0.4 org.apache.httpcomponents:httpclient:4.0.3 \
  org.apache.httpcomponents:httpcore:4.0.1; do
  fetch "$one" libs
done
java -Xmx2g -cp "$tools/r8-9.5.28.jar:$(echo "$tools"/compiler/*.jar "$tools"/libs/kotlin-stdlib*.jar "$tools"/libs/kotlinx-coroutines-core*.jar | tr ' ' :)" \
  BuildPairs.java "$tools/android-all-17-robolectric-16653203.jar" "$tools" . "$@"
exec node pack.mjs "$tools/pairs.zip" pairs.bin
