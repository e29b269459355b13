package dev.nnd.compiler.load;

import dev.nnd.compiler.Compiler.JavaSource;
import dev.nnd.runtime.Network;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java sources to classes, all in memory. */
final class InMemoryCompiler {
  private InMemoryCompiler() {}

  /** A loader of the classes, which see the runtime. */
  static ClassLoader compile(List<JavaSource> sources) throws IOException {
    JavaCompiler compiler = Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
        .orElseThrow(() -> new NoJavaCompilerException());
    StringWriter messages = new StringWriter();
    try (Classes classes = new Classes(compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8))) {
      List<String> options = List.of("-classpath", runtime(), "-proc:none", "-Xlint:none", "-implicit:none");
      boolean compiled = compiler.getTask(
          messages, classes, null, options, null, sources.stream().map(Text::new).toList()).call();
      if (!compiled) {
        throw new IllegalStateException("the generated Java does not compile:\n" + messages);
      }
      return new Loader(classes.bytes());
    }
  }

  /** Where the runtime's classes are, be it a jar or a folder. */
  private static String runtime() {
    try {
      return new File(Network.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A source text. */
  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(JavaSource source) {
      super(URI.create("memory:///" + source.qualifiedName().replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
      this.text = source.source();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps what javac writes. */
  private static final class Classes extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    Classes(JavaFileManager standard) {
      super(standard);
    }

    Map<String, byte[]> bytes() {
      Map<String, byte[]> bytes = new HashMap<>();
      written.forEach((name, out) -> bytes.put(name, out.toByteArray()));
      return bytes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      URI uri = URI.create("memory:///" + className.replace('.', '/') + kind.extension);
      return new SimpleJavaFileObject(uri, kind) {
        @Override
        public OutputStream openOutputStream() {
          return written.computeIfAbsent(className, name -> new ByteArrayOutputStream());
        }
      };
    }
  }

  /** Defines the classes. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(Network.class.getClassLoader());
      this.classes = Map.copyOf(classes);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = Optional.ofNullable(classes.get(name)).orElseThrow(() -> new ClassNotFoundException(name));
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
