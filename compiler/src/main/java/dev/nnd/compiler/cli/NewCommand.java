package dev.nnd.compiler.cli;

import dev.nnd.compiler.cli.project.ProjectNames;
import dev.nnd.compiler.cli.project.ProjectTemplate;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nndc new}. */
@Command(name = "new", mixinStandardHelpOptions = true,
    description = "Make a Maven project in a new folder: a network, data that it learns, a program, a test.")
final class NewCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "NAME", description = "Of the project, its folder and its Maven artifact: letters, digits, -, . and _.")
  private String name = "";

  @Option(names = {"-d", "--directory"}, paramLabel = "DIR", description = "Where the project's folder comes; here unless given.")
  private Path directory = Path.of("");

  @Option(names = "--package", paramLabel = "P", description = "The Java package; made of the project's name unless given.")
  private Optional<String> packageName = Optional.empty();

  NewCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (!ProjectNames.isName(name)) {
      throw new UsageException("`" + name + "` cannot name a project: letters, digits, -, . and _ can, with no - or . at the ends");
    }
    if (packageName.filter(wanted -> !ProjectNames.isPackage(wanted)).isPresent()) {
      throw new UsageException("--package: `" + packageName.get() + "` cannot be a package of Java and of a .nnd file");
    }
    Path folder = directory.resolve(name);
    refuseContents(folder);
    ProjectNames names =
        new ProjectNames(name, packageName.orElseGet(() -> ProjectNames.packageOf(name)), ProjectNames.networkOf(name));
    Map<String, String> files = ProjectTemplate.files(names);
    write(folder, files);
    files.keySet().forEach(file -> context.terminal().err().println("wrote " + folder.resolve(file)));
    context.terminal().err().println("next: cd " + folder + " && mvn -q compile exec:java");
    return ExitCode.SUCCESS;
  }

  private static void refuseContents(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> contents = Files.list(folder)) {
        if (contents.findAny().isPresent()) {
          throw new FileSystemException(folder.toString(), "", "is a folder that is not empty");
        }
      }
    } else if (Files.exists(folder)) {
      throw new FileAlreadyExistsException(folder.toString(), "", "is there and no folder");
    }
  }

  /** Writes all files beside the folder and moves them there, so that there is the whole project or none of it. */
  private static void write(Path folder, Map<String, String> files) throws IOException {
    Path target = folder.toAbsolutePath();
    Outputs.checkFolder(target);
    Path written = target.resolveSibling("." + target.getFileName() + ".tmp" + ProcessHandle.current().pid());
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = written.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      Files.deleteIfExists(target);
      Files.move(written, target);
    } finally {
      delete(written);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        for (Path path : deepestFirst) {
          Files.delete(path);
        }
      }
    }
  }
}
