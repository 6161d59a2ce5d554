// Builds the pairs of test/values/pairs into pairs.json and a zip that pack.mjs makes small: for every pair a program that sends what it takes
// and one that does not, as plain DEX and through R8. Started by build.sh. Leaves judging them to pairs.test.ts.
import com.android.tools.r8.*;
import com.android.tools.r8.origin.Origin;
import java.io.*;
import java.nio.file.*;
import java.security.MessageDigest;
import java.util.*;
import java.util.stream.*;
import java.util.zip.*;

class BuildPairs {
  static final int MIN_API = 24;
  static final List<String> SIDES = List.of("leak", "look");
  static Path platform, tools, folder, work;
  static ClassFileResourceProvider library, jdk;

  /** One pair: a line "=== name | technique | kind,kind | option=value …", then the program; + leak only, - look only. */
  record Pair(String name, String technique, String kinds, Map<String, String> options, boolean kotlin, String body) {
    List<String> libs() {
      return options.containsKey("libs") ? List.of(options.get("libs").split(",")) : List.of();
    }
    boolean isLarge() {
      return !libs().isEmpty() && !libs().equals(List.of("gson"));
    }
    String side(String side) {
      StringBuilder out = new StringBuilder();
      for (String line : body.split("\n")) {
        if (line.equals("---")) out.append(line);
        else if (line.startsWith("+")) out.append(side.equals("leak") ? " " + line.substring(1) : "");
        else if (line.startsWith("-")) out.append(side.equals("look") ? " " + line.substring(1) : "");
        else out.append(line);
        out.append('\n');
      }
      return wrapped(out.toString());
    }
    /** A program without a class Main is what Main does when it is made; what follows "---" are members, "***" other classes. */
    private String wrapped(String text) {
      if (text.matches("(?s).*\\bclass Main\\b.*")) return text;
      StringBuilder imports = new StringBuilder();
      String rest = Stream.of(text.split("\n")).filter(line -> {
        if (line.startsWith("import ")) imports.append(line).append('\n');
        return !line.startsWith("import ");
      }).collect(Collectors.joining("\n")) + "\n";
      String[] outer = rest.split("(?m)^\\*\\*\\*$", 2);
      String[] inner = outer[0].split("(?m)^---$", 2);
      return imports + (kotlin ? "class Main : Screen() {\noverride fun go() {\n" : "class Main extends Screen {\nprotected void go() throws Exception {\n")
          + inner[0] + "}\n" + (inner.length > 1 ? inner[1] : "") + "}\n" + (outer.length > 1 ? outer[1] : "");
    }
    String pack() {
      return "own." + name.replaceAll("[^a-z0-9]", "");
    }
  }

  public static void main(String[] args) throws Exception {
    tools = Path.of(args[1]);
    platform = tools.resolve("platform.jar");
    if (!Files.exists(platform)) slim(Path.of(args[0]));
    folder = Path.of(args[2]);
    Set<String> only = new HashSet<>(Arrays.asList(args).subList(3, args.length));
    work = Files.createTempDirectory("pairs");
    library = new ArchiveClassFileProvider(platform);
    jdk = JdkClassFileProvider.fromSystemJdk();
    List<Pair> pairs = read();
    SortedMap<String, byte[]> built = new TreeMap<>();
    Path zip = tools.resolve("pairs.zip");
    if (!only.isEmpty() && Files.exists(zip)) readZip(zip, built);
    List<Pair> wanted = only.isEmpty() ? pairs
        : pairs.stream().filter(p -> only.stream().anyMatch(p.name()::startsWith) || built.keySet().stream().noneMatch(k -> k.startsWith(p.name() + "."))).toList();
    for (String side : SIDES) compile(wanted, side);
    for (Pair pair : wanted) {
      for (String side : SIDES) {
        // Libraries that are not shrunk in earnest are large, and no app ships them so.
        if (!pair.isLarge()) built.put(pair.name() + "." + side + ".plain.dex", toDex(pair, side, false));
        if (!"no".equals(pair.options().get("r8"))) built.put(pair.name() + "." + side + ".r8.dex", toDex(pair, side, true));
      }
    }
    Set<String> names = pairs.stream().map(Pair::name).collect(Collectors.toSet());
    built.keySet().removeIf(key -> !names.contains(key.substring(0, key.indexOf('.'))));
    writeZip(zip, built);
    Files.writeString(folder.resolve("pairs.json"), json(pairs, built.keySet()));
    System.out.println(wanted.size() + " of " + pairs.size() + " pairs built, " + built.size() + " programs, " + Files.size(zip) + " bytes");
    System.exit(0);
  }

  static List<Pair> read() throws IOException {
    List<Pair> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("pairs"))) {
      for (Path file : files.filter(p -> p.toString().endsWith(".txt")).sorted().toList()) {
        boolean kotlin = file.toString().endsWith(".kt.txt");
        for (String part : Files.readString(file).split("(?m)^=== ")) {
          if (part.isBlank() || part.startsWith("#")) continue;
          int end = part.indexOf('\n');
          String[] head = part.substring(0, end).split("\\|");
          Map<String, String> options = new TreeMap<>();
          if (head.length > 3) for (String option : head[3].trim().split("\\s+")) {
            int at = option.indexOf('=');
            if (at > 0) options.put(option.substring(0, at), option.substring(at + 1));
          }
          found.add(new Pair(head[0].trim(), head[1].trim(), head[2].trim(), options, kotlin, part.substring(end + 1)));
        }
      }
    }
    return found;
  }

  static final String[] IMPORTS = {
    "android.app", "android.app.job", "android.content", "android.database", "android.database.sqlite", "android.location",
    "android.net", "android.os", "android.provider", "android.telephony", "android.text", "android.util", "android.view",
    "android.webkit", "android.widget", "java.io", "java.net", "java.util", "java.util.concurrent", "org.json", "own.kit",
  };

  /** Names that stand in several of these. */
  static final String[] MEANT = {
    "android.app.Service", "android.content.ClipboardManager", "android.preference.PreferenceManager", "android.util.Base64",
    "android.util.Pair", "java.util.Locale",
  };

  static void compile(List<Pair> pairs, String side) throws Exception {
    Path src = work.resolve(side + "-src");
    Path classes = Files.createDirectories(work.resolve(side));
    List<String> java = new ArrayList<>(), modern = new ArrayList<>(), kotlin = new ArrayList<>();
    for (Pair pair : pairs) {
      String end = pair.kotlin() ? "" : ";";
      StringBuilder text = new StringBuilder("package " + pair.pack() + end + "\n");
      for (String name : IMPORTS) text.append("import " + name + ".*" + end + "\n");
      for (String name : MEANT) text.append("import " + name + end + "\n");
      Path file = src.resolve(pair.name() + (pair.kotlin() ? ".kt" : ".java"));
      Files.createDirectories(file.getParent());
      String body = pair.side(side);
      StringBuilder own = new StringBuilder();
      String rest = Stream.of(body.split("\n")).map(line -> {
        if (!line.startsWith("import ")) return line;
        own.append(line).append('\n');
        return "";
      }).collect(Collectors.joining("\n"));
      Files.writeString(file, text.toString() + own + rest);
      (pair.kotlin() ? kotlin : pair.options().containsKey("java") ? modern : java).add(file.toString());
    }
    String libs = Stream.concat(Stream.of(platform.toString()), jars("").stream().map(Path::toString)).collect(Collectors.joining(":"));
    try (Stream<Path> kit = Files.list(folder.resolve("kit"))) {
      kit.sorted().forEach(p -> java.add(p.toString()));
    }
    compileJava("8", java, libs, classes);
    if (!modern.isEmpty()) compileJava("17", modern, libs + ":" + classes, classes);
    if (kotlin.isEmpty()) return;
    List<String> options = new ArrayList<>(List.of("-no-stdlib", "-no-reflect", "-nowarn", "-jvm-target", "1.8", "-Xno-call-assertions",
        "-classpath", libs + ":" + classes, "-d", classes.toString()));
    options.addAll(kotlin);
    Object code = Class.forName("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler").getMethod("exec", PrintStream.class, String[].class)
        .invoke(Class.forName("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler").getConstructor().newInstance(), System.err, options.toArray(String[]::new));
    if (!code.toString().equals("OK")) throw new IOException("kotlinc: " + code);
  }

  static void compileJava(String release, List<String> files, String path, Path to) throws IOException {
    List<String> how = new ArrayList<>(List.of("-source", release, "-target", release, "-Xlint:none", "-nowarn", "-g:none", "-proc:none",
        "-classpath", path, "-d", to.toString()));
    how.addAll(files);
    StringWriter said = new StringWriter();
    var compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
    if (compiler.run(null, null, new OutputStream() { public void write(int b) { said.write(b); } }, how.toArray(String[]::new)) != 0)
      throw new IOException("javac: " + said);
  }

  /** Libraries by the start of their files' names; all for "". */
  static List<Path> jars(String start) throws IOException {
    try (Stream<Path> files = Files.list(tools.resolve("libs"))) {
      return files.filter(p -> p.getFileName().toString().startsWith(start)).sorted().toList();
    }
  }

  static final Map<String, List<String>> LIBS = Map.of(
      "kotlin", List.of("kotlin-stdlib"),
      "coroutines", List.of("kotlinx-coroutines", "kotlin-stdlib"),
      "okhttp", List.of("okhttp", "okio", "kotlin-stdlib"),
      "retrofit", List.of("retrofit", "gson", "okhttp", "okio", "kotlin-stdlib"),
      "gson", List.of("gson"),
      "rx", List.of("rxjava", "reactive-streams"));

  /** What Retrofit asks to be kept, after META-INF/proguard/retrofit2.pro of its jar; it works by nothing else. */
  static final List<String> RETROFIT_RULES = List.of(
      "-keepattributes Signature,InnerClasses,EnclosingMethod,RuntimeVisibleAnnotations,RuntimeVisibleParameterAnnotations,AnnotationDefault",
      "-keepclassmembers,allowshrinking,allowobfuscation interface * { @retrofit2.http.* <methods>; }",
      "-if interface * { @retrofit2.http.* <methods>; } -keep,allowobfuscation interface <1>",
      "-keep,allowobfuscation,allowshrinking class retrofit2.Response");

  /** Library classes that program classes name, and what stands above those: all that is needed, read once each. */
  static class Needed implements ClassFileResourceProvider {
    static final Map<String, Set<String>> NAMED = new HashMap<>();
    static final Map<String, ProgramResource> FOUND = new HashMap<>();
    final Set<String> descriptors = new TreeSet<>();

    void add(String program, byte[] content) throws Exception {
      Set<String> named = NAMED.get(program);
      if (named == null) NAMED.put(program, named = namedIn(content, false));
      for (String one : named) need(one);
    }
    private void need(String name) throws Exception {
      String descriptor = "L" + name + ";";
      if (descriptors.contains(descriptor)) return;
      ProgramResource found = FOUND.get(descriptor);
      if (found == null && !FOUND.containsKey(descriptor)) {
        found = library.getProgramResource(descriptor);
        if (found == null) found = jdk.getProgramResource(descriptor);
        FOUND.put(descriptor, found);
      }
      if (found == null) return;
      descriptors.add(descriptor);
      Set<String> above = NAMED.get("library " + name);
      if (above == null) NAMED.put("library " + name, above = namedIn(found.getByteStream().readAllBytes(), true));
      for (String one : above) need(one);
    }
    @Override public Set<String> getClassDescriptors() {
      return descriptors;
    }
    @Override public ProgramResource getProgramResource(String descriptor) {
      return descriptors.contains(descriptor) ? FOUND.get(descriptor) : null;
    }

    /** Class names in a class file: all of them, or the class above and the interfaces. */
    static Set<String> namedIn(byte[] content, boolean above) throws IOException {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
      in.readLong();
      int count = in.readUnsignedShort();
      String[] texts = new String[count];
      int[] classes = new int[count];
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> texts[i] = in.readUTF();
          case 7 -> classes[i] = in.readUnsignedShort();
          case 8, 16, 19, 20 -> in.readUnsignedShort();
          case 15 -> in.skipBytes(3);
          case 5, 6 -> {
            in.readLong();
            i++;
          }
          default -> in.readInt();
        }
      }
      Set<String> found = new TreeSet<>(List.of("java/lang/Object"));
      if (above) {
        in.readInt();
        int parent = in.readUnsignedShort();
        if (parent > 0) found.add(texts[classes[parent]]);
        for (int n = in.readUnsignedShort(); n > 0; n--) found.add(texts[classes[in.readUnsignedShort()]]);
        return found;
      }
      var types = java.util.regex.Pattern.compile("L([\\w/$]+);");
      for (int i = 1; i < count; i++) {
        if (classes[i] > 0) found.add(texts[classes[i]]);
        if (texts[i] == null || texts[i].indexOf(';') < 0) continue;
        var each = types.matcher(texts[i]);
        while (each.find()) found.add(each.group(1));
      }
      return found;
    }
  }

  static byte[] toDex(Pair pair, String side, boolean r8) throws Exception {
    Path classes = work.resolve(side);
    List<Path> program = new ArrayList<>();
    for (String pack : List.of(pair.pack().replace('.', '/'), "own/kit")) {
      try (Stream<Path> files = Files.walk(classes.resolve(pack))) {
        files.filter(p -> p.toString().endsWith(".class")).sorted().forEach(program::add);
      }
    }
    DiagnosticsHandler quiet = new DiagnosticsHandler() {
      @Override public void warning(Diagnostic d) {}
      @Override public void info(Diagnostic d) {}
    };
    Path out = Files.createDirectories(work.resolve("dex-" + pair.name() + side + r8));
    Set<String> libs = new TreeSet<>();
    if (pair.kotlin()) libs.addAll(LIBS.get("kotlin"));
    for (String lib : pair.libs()) libs.addAll(LIBS.getOrDefault(lib, List.of()));
    if (!r8 && libs.isEmpty()) {
      D8.run(D8Command.builder(quiet).addProgramFiles(program).addLibraryResourceProvider(library)
          .addLibraryResourceProvider(jdk)
          .setMinApiLevel(MIN_API).setMode(CompilationMode.RELEASE).setOutput(out, OutputMode.DexIndexed).build());
    } else {
      List<String> rules = new ArrayList<>(List.of("-dontwarn **", "-ignorewarnings",
          "-keepclassmembers class * { @android.webkit.JavascriptInterface <methods>; }",
          "-keepclassmembers enum * { public static **[] values(); public static ** valueOf(java.lang.String); }",
          "-keepclassmembers class * implements android.os.Parcelable { public static final ** CREATOR; }",
          "-keepclassmembers class * extends android.app.Activity { public void *(android.view.View); }"));
      for (String name : components(pair)) rules.add("-keep class " + pair.pack() + "." + name + " { <init>(); }");
      if (pair.options().containsKey("keep"))
        for (String name : pair.options().get("keep").split(",")) rules.add("-keep class " + pair.pack() + "." + name + " { *; }");
      if (pair.libs().contains("retrofit")) rules.addAll(RETROFIT_RULES);
      if (!r8) rules.addAll(List.of("-dontobfuscate", "-dontoptimize"));
      Needed needed = new Needed();
      for (Path file : program) needed.add(file.toString(), Files.readAllBytes(file));
      for (String lib : libs) for (Path jar : jars(lib)) try (ZipFile zip = new ZipFile(jar.toFile())) {
        for (ZipEntry e : Collections.list(zip.entries()))
          if (e.getName().endsWith(".class")) needed.add(jar + "!" + e.getName(), zip.getInputStream(e).readAllBytes());
      }
      var command = R8Command.builder(quiet).addProgramFiles(program).addLibraryResourceProvider(needed)
          .addProguardConfiguration(rules, Origin.unknown())
          .setMinApiLevel(MIN_API).setMode(CompilationMode.RELEASE).setOutput(out, OutputMode.DexIndexed);
      for (String lib : libs) for (Path jar : jars(lib)) command.addProgramResourceProvider(ArchiveProgramResourceProvider.fromArchive(jar));
      R8.run(command.build());
    }
    return Files.readAllBytes(out.resolve("classes.dex"));
  }

  /** "with=service:Work,receiver:Got:own.SAY" and the screen Main. */
  static List<String> components(Pair pair) {
    List<String> names = new ArrayList<>(List.of("Main"));
    String with = pair.options().get("with");
    if (with != null) for (String one : with.split(",")) names.add(one.split(":")[1]);
    return names;
  }

  static String json(List<Pair> pairs, Set<String> built) throws Exception {
    StringBuilder out = new StringBuilder("[\n");
    for (Pair pair : pairs) {
      if (out.length() > 2) out.append(",\n");
      out.append("{\"name\":").append(quote(pair.name())).append(",\"technique\":").append(quote(pair.technique()))
          .append(",\"kinds\":[").append(Stream.of(pair.kinds().split(",")).map(BuildPairs::quote).collect(Collectors.joining(",")))
          .append("],\"language\":").append(quote(pair.kotlin() ? "kotlin" : "java"))
          .append(",\"package\":").append(quote(pair.pack()))
          .append(",\"options\":{").append(pair.options().entrySet().stream().map(e -> quote(e.getKey()) + ":" + quote(e.getValue()))
              .collect(Collectors.joining(","))).append("}")
          .append(",\"builds\":[").append(Stream.of("plain", "r8").filter(b -> built.contains(pair.name() + ".leak." + b + ".dex"))
              .map(BuildPairs::quote).collect(Collectors.joining(","))).append("],\"source\":").append(quote(hash(pair))).append("}");
    }
    return out.append("\n]\n").toString();
  }

  static String hash(Pair pair) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(pair.body().strip().getBytes("UTF-8"));
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The platform's classes as a small jar that older compilers read: signatures are all that is needed of it. */
  static void slim(Path from) throws IOException {
    SortedMap<String, byte[]> kept = new TreeMap<>();
    readZip(from, kept);
    kept.keySet().removeIf(name -> !name.matches("(android|com/android/internal|dalvik|org|javax)/.*\\.class"));
    for (byte[] content : kept.values()) if (content[7] > 52) content[7] = 52;
    writeZip(platform, kept);
  }

  static void readZip(Path path, Map<String, byte[]> entries) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry e : Collections.list(zip.entries())) entries.put(e.getName(), zip.getInputStream(e).readAllBytes());
    }
  }

  static void writeZip(Path path, SortedMap<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
      zip.setLevel(9);
      for (var e : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(e.getKey());
        entry.setTimeLocal(java.time.LocalDateTime.of(1981, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(e.getValue());
        zip.closeEntry();
      }
    }
  }
}
