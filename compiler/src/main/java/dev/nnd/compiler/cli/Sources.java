package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.Compiler.JavaSource;
import dev.nnd.compiler.SourceFiles;
import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.load.GeneratedNetwork;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.WeightsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads .nnd files and compiles them; whatever is wrong with any of them is told in one go. */
final class Sources {
  private final Context context;
  private final CompilerOptions options;

  Sources(Context context, CompilerOptions options) {
    this.context = context;
    this.options = options;
  }

  /** The Java of all networks of these files. */
  List<JavaSource> compile(List<Path> files, Compiler.Options settings) throws IOException {
    List<SourceFile> sources = new ArrayList<>();
    for (Path file : files) {
      sources.add(SourceFiles.read(file));
    }
    DiagnosticSink sink = new DiagnosticSink();
    List<JavaSource> java = new ArrayList<>();
    for (SourceFile source : sources) {
      java.addAll(context.phases().compile(source, settings, sink));
    }
    if (sink.hasErrors()) {
      throw new DiagnosedException(sink.diagnostics());
    }
    context.failures().showOnce(sink.diagnostics(), options.json());
    return java;
  }

  /** A network with the weights of a file. */
  Network trained(Path file, Compiler.Options settings, Path weights) throws IOException {
    GeneratedNetwork generated = network(file, settings);
    try {
      return generated.load(weights);
    } catch (WeightsException e) {
      throw new InputException(weights + ": " + e.getMessage());
    }
  }

  /** The network that a command works with: the only one of the file, or the one that is named. */
  GeneratedNetwork network(Path file, Compiler.Options settings) throws IOException {
    List<JavaSource> all = compile(List.of(file), settings);
    List<JavaSource> java = all.stream().filter(source -> source.kind() == JavaSource.Kind.NETWORK).toList();
    if (java.isEmpty() && !all.isEmpty()) {
      throw new InputException(file + " holds no network, only exported functions ("
          + all.stream().map(JavaSource::name).collect(Collectors.joining(", ")) + ")");
    }
    JavaSource chosen = choose(file, options.network(), java);
    return GeneratedNetwork.of(java, chosen);
  }

  private static JavaSource choose(Path file, Optional<String> wanted, List<JavaSource> java) {
    String names = java.stream().map(JavaSource::name).collect(Collectors.joining(", "));
    if (java.isEmpty()) {
      throw new InputException(file + " holds no network");
    }
    if (wanted.isEmpty() && java.size() > 1) {
      throw new UsageException(file + " holds several networks (" + names + "): choose one with --network");
    }
    return java.stream()
        .filter(source -> wanted.map(source.name()::equals).orElse(true))
        .findFirst()
        .orElseThrow(() -> new UsageException(file + " holds no network " + wanted.orElseThrow() + ", but " + names));
  }
}
