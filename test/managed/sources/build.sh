#!/usr/bin/env bash
# Builds the assemblies of test/managed/samples from the sources beside this file. Needs Mono's compiler (mono-mcs).
set -euo pipefail
cd "$(dirname "$0")"
out=../samples
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
for library in Mono.Android Microsoft.Maui.Essentials UnityEngine.CoreModule; do
  mcs -nologo -deterministic -nowarn:67 -target:library "-out:$made/$library.dll" "$library.cs"
done
mcs -nologo -deterministic -nowarn:67 -target:library "-r:$made/Mono.Android.dll" "-out:$made/Microsoft.Maui.Controls.dll" Microsoft.Maui.Controls.cs
mcs -nologo -deterministic -target:library "-r:$made/Mono.Android.dll" "-out:$out/Tracker.dll" Tracker.cs
compile() { # name define references…
  local name=$1 source=$2 define=$3
  shift 3
  mkdir -p "$made/$name"
  mcs -nologo -deterministic -optimize -nowarn:67,1998,4014,169,414 -target:library ${define:+-d:$define} "$@" "-out:$made/$name/$source.dll" "$source.cs"
  mv "$made/$name/$source.dll" "$out/$name.dll"
}
android="-r:$made/Mono.Android.dll"
maui="$android -r:$made/Microsoft.Maui.Essentials.dll -r:$made/Microsoft.Maui.Controls.dll"
compile native-over Native OVER $android "-r:$out/Tracker.dll"
compile native-modest Native '' $android "-r:$out/Tracker.dll"
compile pages-over Pages OVER $maui
compile pages-modest Pages '' $maui
compile scenes-over Assembly-CSharp OVER "-r:$made/UnityEngine.CoreModule.dll"
compile scenes-modest Assembly-CSharp '' "-r:$made/UnityEngine.CoreModule.dll"
