// Builds samples/<name>/app.apk from src (Java, smali), AndroidManifest.xml, res and files; see samples/README.md.
// Started by samples/build.sh in the folder samples. Same sources and tools give the same bytes: fixed times, sorted
// entries, an RSA key whose signatures are deterministic.
import com.android.apksig.ApkSigner;
import com.android.tools.r8.*;
import com.android.tools.r8.origin.Origin;
import java.io.*;
import java.nio.file.*;
import java.nio.file.attribute.FileTime;
import java.security.*;
import java.security.cert.X509Certificate;
import java.util.*;
import java.util.stream.*;
import java.util.zip.*;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

class BuildSamples {
  static final int MIN_API = 24;
  static Path platform;
  static Path slim; // the platform's classes as a small jar, so that each compilation opens it quickly
  static Path framework; // the platform's manifest and resource table, for aapt
  static ClassFileResourceProvider library;
  static JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  static StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);

  public static void main(String[] args) throws Exception {
    platform = Path.of(args[0]);
    Path tools = Path.of(args[2]);
    slim = tools.resolve("platform-classes.jar");
    framework = tools.resolve("platform-resources.apk");
    if (!Files.exists(slim)) copyZip(platform, slim, n -> n.endsWith(".class") && n.matches("(android|dalvik|org|javax)/.*"));
    if (!Files.exists(framework)) copyZip(Path.of(args[1]), framework, n -> n.equals("AndroidManifest.xml") || n.equals("resources.arsc"));
    library = new ArchiveClassFileProvider(slim);
    List<String> names = Arrays.asList(args).subList(3, args.length);
    boolean all = names.contains("--all");
    List<Path> samples;
    try (Stream<Path> found = Files.walk(Path.of("."), 2)) {
      samples = found.filter(p -> p.endsWith("AndroidManifest.xml")).map(Path::getParent).sorted().toList();
    }
    int built = 0;
    List<String> failed = new ArrayList<>();
    for (Path sample : samples) {
      String name = sample.getFileName().toString();
      boolean named = names.contains(name);
      if (!all && !names.isEmpty() && !named) continue;
      if (!all && !named && upToDate(sample)) continue;
      try {
        build(sample);
        built++;
      } catch (Exception e) {
        failed.add(name + ": " + e);
      }
    }
    System.out.println(built + " built, " + (samples.size() - built - failed.size()) + " left as they were");
    failed.forEach(System.err::println);
    System.exit(failed.isEmpty() ? 0 : 1);
  }

  static boolean upToDate(Path sample) throws IOException {
    Path apk = sample.resolve("app.apk");
    if (!Files.exists(apk)) return false;
    FileTime since = Files.getLastModifiedTime(apk);
    try (Stream<Path> found = Files.walk(sample)) {
      return found.filter(Files::isRegularFile).filter(p -> !p.endsWith("sample.yaml"))
          .allMatch(p -> modified(p).compareTo(since) <= 0);
    }
  }

  static FileTime modified(Path p) {
    try {
      return Files.getLastModifiedTime(p);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * build.properties of a sample: minApi, desugar (false keeps invoke-custom), sign (v1, v2), secondDex (a package),
   * mapping (true keeps what R8 tells of the names it gave, beside the package).
   */
  static void build(Path sample) throws Exception {
    Properties options = new Properties();
    Path file = sample.resolve("build.properties");
    if (Files.exists(file)) try (Reader in = Files.newBufferedReader(file)) { options.load(in); }
    int minApi = Integer.parseInt(options.getProperty("minApi", "" + MIN_API));
    Path work = Files.createTempDirectory("sample");
    Path dex = Files.createDirectories(work.resolve("dex"));
    Path resources = work.resolve("resources.apk");
    List<String> aapt = new ArrayList<>(List.of("aapt", "package", "-f", "-M", sample.resolve("AndroidManifest.xml").toString(),
        "-I", framework.toString(), "-F", resources.toString(), "--min-sdk-version", "" + minApi, "--no-version-vectors"));
    Path generated = Files.createDirectories(work.resolve("generated")); // R.java
    if (Files.isDirectory(sample.resolve("res")))
      aapt.addAll(List.of("-S", sample.resolve("res").toString(), "-J", generated.toString()));
    run(aapt);
    List<Path> java = new ArrayList<>(sources(sample.resolve("src"), ".java"));
    List<Path> smali = sources(sample.resolve("src"), ".smali");
    if (!java.isEmpty()) java.addAll(sources(generated, ".java"));
    if (!java.isEmpty()) {
      Path classes = Files.createDirectories(work.resolve("classes"));
      compile(java, classes);
      toDex(sample, classes, dex, minApi, options);
    }
    if (!smali.isEmpty()) {
      var smaliOptions = new org.jf.smali.SmaliOptions();
      smaliOptions.apiLevel = minApi;
      smaliOptions.outputDexFile = dex.resolve(java.isEmpty() ? "classes.dex" : "classes2.dex").toString();
      if (!org.jf.smali.Smali.assemble(smaliOptions, smali.stream().map(Path::toString).toList()))
        throw new IOException("smali refused the sources");
    }
    SortedMap<String, byte[]> entries = new TreeMap<>();
    readZip(resources, entries);
    try (Stream<Path> found = Files.list(dex)) {
      for (Path p : found.toList()) entries.put(p.getFileName().toString(), Files.readAllBytes(p));
    }
    Path extra = sample.resolve("files");
    if (Files.isDirectory(extra)) try (Stream<Path> found = Files.walk(extra)) {
      for (Path p : found.filter(Files::isRegularFile).toList())
        entries.put(extra.relativize(p).toString().replace('\\', '/'), Files.readAllBytes(p));
    }
    Path unsigned = work.resolve("unsigned.apk");
    writeZip(unsigned, entries);
    sign(unsigned, sample.resolve("app.apk"), options.getProperty("sign", "v2"), minApi);
    System.out.println(sample.getFileName() + " " + Files.size(sample.resolve("app.apk")));
    try (Stream<Path> found = Files.walk(work)) {
      found.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
    }
  }

  static List<Path> sources(Path src, String ending) throws IOException {
    if (!Files.isDirectory(src)) return List.of();
    try (Stream<Path> found = Files.walk(src)) {
      return found.filter(p -> p.toString().endsWith(ending)).sorted().toList();
    }
  }

  static void compile(List<Path> java, Path classes) throws IOException {
    StringWriter said = new StringWriter();
    List<String> how = List.of("-source", "8", "-target", "8", "-Xlint:none", "-nowarn", "-g:none", "-encoding", "UTF-8",
        "-proc:none", "-classpath", slim.toString(), "-d", classes.toString());
    if (!compiler.getTask(said, files, null, how, null, files.getJavaFileObjectsFromPaths(java)).call())
      throw new IOException("javac: " + said);
  }

  static void toDex(Path sample, Path classes, Path dex, int minApi, Properties options) throws Exception {
    List<Path> compiled;
    try (Stream<Path> found = Files.walk(classes)) {
      compiled = found.filter(p -> p.toString().endsWith(".class")).sorted().toList();
    }
    DiagnosticsHandler quiet = new DiagnosticsHandler() {
      @Override public void warning(Diagnostic d) {}
      @Override public void info(Diagnostic d) {}
    };
    Path rules = sample.resolve("keep.pro");
    if (Files.exists(rules)) {
      var command = R8Command.builder(quiet).addProgramFiles(compiled).addLibraryResourceProvider(library)
          .addLibraryResourceProvider(com.android.tools.r8.JdkClassFileProvider.fromSystemJdk()).addProguardConfigurationFiles(rules)
          .setMinApiLevel(minApi).setMode(CompilationMode.RELEASE).setOutput(dex, OutputMode.DexIndexed);
      if ("true".equals(options.getProperty("mapping"))) command.setProguardMapOutputPath(sample.resolve("mapping.txt"));
      R8.run(command.build());
      return;
    }
    String second = options.getProperty("secondDex");
    for (boolean isSecond : second == null ? new boolean[] {false} : new boolean[] {false, true}) {
      Path out = Files.createDirectories(dex.resolveSibling("dex" + isSecond));
      List<Path> part = second == null ? compiled
          : compiled.stream().filter(p -> classes.relativize(p).toString().startsWith(second.replace('.', '/')) == isSecond).toList();
      var command = D8Command.builder(quiet).addProgramFiles(part).addLibraryResourceProvider(library)
          .setMinApiLevel(minApi).setMode(CompilationMode.RELEASE).setOutput(out, OutputMode.DexIndexed);
      if ("false".equals(options.getProperty("desugar"))) command.setDisableDesugaring(true);
      D8.run(command.build());
      Files.move(out.resolve("classes.dex"), dex.resolve(isSecond ? "classes2.dex" : "classes.dex"));
    }
  }

  static void sign(Path in, Path out, String schemes, int minApi) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream key = Files.newInputStream(Path.of("tools/sample-key.p12"))) {
      store.load(key, "samples".toCharArray());
    }
    PrivateKey key = (PrivateKey) store.getKey("sample", "samples".toCharArray());
    X509Certificate certificate = (X509Certificate) store.getCertificate("sample");
    var signer = new ApkSigner.SignerConfig.Builder("SAMPLE", key, List.of(certificate)).build();
    new ApkSigner.Builder(List.of(signer)).setInputApk(in.toFile()).setOutputApk(out.toFile()).setMinSdkVersion(minApi)
        .setV1SigningEnabled(schemes.contains("v1")).setV2SigningEnabled(schemes.contains("v2"))
        .setV3SigningEnabled(schemes.contains("v3")).setV4SigningEnabled(false).build().sign();
  }

  static void run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() == 0) return;
    String[] lines = said.split("\n");
    throw new IOException(String.join(" ", command) + "\n" + String.join("\n", Arrays.copyOf(lines, Math.min(lines.length, 20))));
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

  static void copyZip(Path from, Path to, java.util.function.Predicate<String> wanted) throws IOException {
    Path part = to.resolveSibling(to.getFileName() + ".part");
    try (ZipFile zip = new ZipFile(from.toFile()); ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(part))) {
      out.setLevel(1);
      for (ZipEntry e : Collections.list(zip.entries())) {
        if (!wanted.test(e.getName())) continue;
        out.putNextEntry(new ZipEntry(e.getName()));
        byte[] content = zip.getInputStream(e).readAllBytes();
        // The platform is compiled for a newer Java than JDK 17's; its signatures are all we compile against.
        if (e.getName().endsWith(".class") && content[7] > 52) content[7] = 52;
        out.write(content);
        out.closeEntry();
      }
    }
    Files.move(part, to);
  }
}
