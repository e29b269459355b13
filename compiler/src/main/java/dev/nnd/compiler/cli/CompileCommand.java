package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler.JavaSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nndc compile}. */
@Command(name = "compile", mixinStandardHelpOptions = true,
    description = "Write the Java sources of networks and exported functions. Nothing is written when any file is wrong.")
final class CompileCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The .nnd files.")
  private List<Path> files = List.of();

  @Option(names = {"-d", "--directory"}, required = true, paramLabel = "DIR",
      description = "Where the folders of the Java packages are.")
  private Path directory = Path.of("");

  @Option(names = "--package", paramLabel = "P", description = "The Java package, instead of the files' own.")
  private Optional<String> packageName = Optional.empty();

  @Option(names = "--hessian", description = "Give exported functions a method for their second derivatives.")
  private boolean hessian;

  @Mixin private CompilerOptions options = new CompilerOptions();

  CompileCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (packageName.filter(name -> !SourceVersion.isName(name)).isPresent()) {
      throw new UsageException("--package: `" + packageName.get() + "` is no name of a Java package");
    }
    List<JavaSource> java = new Sources(context, options).compile(files, options.options(packageName, hessian)).stream()
        .filter(source -> options.network().map(source.name()::equals).orElse(true))
        .toList();
    if (java.isEmpty() && options.network().isPresent()) {
      throw new UsageException("there is no network or exported function " + options.network().orElseThrow());
    }
    if (java.isEmpty()) {
      context.terminal().err().println("note: there is neither a network nor an exported function to write");
    }
    SourceFolder folder = new SourceFolder(directory);
    folder.refuseClashes(java);
    for (JavaSource source : java) {
      Path written = folder.write(source);
      context.terminal().err().println("wrote " + written);
    }
    return ExitCode.SUCCESS;
  }
}
