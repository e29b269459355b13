package dev.nnd.compiler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.TextRenderer;
import dev.nnd.compiler.rewrite.History;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.semantic.Differentiation;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A network from its source, compiled to Java and by javac with all warnings as errors, and loaded.
 *
 * @param source the emitted Java
 * @param network an instance, initialised from seed 1
 */
public record CompiledNetwork(Compiler.JavaSource source, Network network) {
  private static final Compiler COMPILER = new Compiler();
  private static final TemporaryFolder FOLDERS = TemporaryFolder.ofTheTests();

  public static Compiler compiler() {
    return COMPILER;
  }

  /** What elaboration alone asks for derivatives in formulas. */
  public static Differentiation differentiation() {
    return COMPILER.derivation().differentiation(new Trace());
  }

  public static CompiledNetwork of(String nnd, Precision precision) {
    return of("test.nnd", nnd, precision);
  }

  public static CompiledNetwork of(String name, String nnd, Precision precision) {
    return load(java(name, nnd, precision));
  }

  /** The only network of each, compiled in one go. */
  public static List<CompiledNetwork> all(List<String> sources, Precision precision) {
    List<Compiler.JavaSource> java = new ArrayList<>();
    for (String nnd : sources) {
      java.add(java("test.nnd", nnd, new Compiler.Options(precision, Map.of(), Optional.of("test" + java.size()))));
    }
    return load(java);
  }

  /** The Java of the only network. */
  public static Compiler.JavaSource java(String name, String nnd, Precision precision) {
    return java(name, nnd, new Compiler.Options(precision, Map.of(), Optional.empty()));
  }

  private static Compiler.JavaSource java(String name, String nnd, Compiler.Options options) {
    DiagnosticSink sink = new DiagnosticSink();
    List<Compiler.JavaSource> sources = COMPILER.compile(new SourceFile(name, nnd), options, sink);
    assertThat(sink.hasErrors()).as(() -> new TextRenderer(false).render(sink.diagnostics())).isFalse();
    assertThat(sources).hasSize(1);
    return sources.get(0);
  }

  /** The network with its gradients, before it is scheduled. */
  public static Compiler.Derived derived(String nnd) {
    return derived(nnd, History.NONE);
  }

  /** The same, told to a listener. */
  public static Compiler.Derived derived(String nnd, History history) {
    DiagnosticSink sink = new DiagnosticSink();
    List<Compiler.Derived> derived =
        COMPILER.derive(new SourceFile("test.nnd", nnd), Compiler.Options.defaults(), sink, history);
    assertThat(sink.hasErrors()).as(() -> new TextRenderer(false).render(sink.diagnostics())).isFalse();
    return derived.get(0);
  }

  public static CompiledNetwork load(Compiler.JavaSource source) {
    return load(List.of(source)).get(0);
  }

  /** Several at once, each in a package or under a name of its own. */
  public static List<CompiledNetwork> load(List<Compiler.JavaSource> sources) {
    try {
      Path folder = compile(sources);
      URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, Network.class.getClassLoader());
      List<CompiledNetwork> networks = new ArrayList<>();
      for (Compiler.JavaSource source : sources) {
        Class<?> type = loader.loadClass(source.qualifiedName());
        networks.add(new CompiledNetwork(source, (Network) type.getMethod("create", long.class).invoke(null, 1L)));
      }
      return networks;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The class files of a source, by name. */
  public static Map<String, byte[]> classes(Compiler.JavaSource source) {
    Map<String, byte[]> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(compile(List.of(source)))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        classes.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By javac with all warnings as errors; the folder of the classes. */
  private static Path compile(List<Compiler.JavaSource> sources) throws IOException {
    Path folder = Files.createTempDirectory(FOLDERS.path(), "nnd");
    List<String> arguments = new ArrayList<>(List.of(
        "-Xlint:all", "-Werror", "-proc:none", "-encoding", "UTF-8", "-d", folder.toString(), "-classpath", runtime()));
    for (Compiler.JavaSource source : sources) {
      Path file = folder.resolve(source.qualifiedName().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.source());
      arguments.add(file.toString());
    }
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int status = ToolProvider.getSystemJavaCompiler().run(null, messages, messages, arguments.toArray(String[]::new));
    assertThat(status).as(() -> messages + (sources.size() == 1 ? "\n" + sources.get(0).source() : "")).isZero();
    return folder;
  }

  private static String runtime() {
    try {
      return Path.of(Network.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
