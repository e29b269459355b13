package dev.nnd.compiler.cli;

import dev.nnd.compiler.diagnostics.Code;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program that is wrong. Each wrong line says so at its end, {@code // error[E0203]}; what is wrong elsewhere is marked on
 * the first line, {@code // error[E0602] at data.csv:3}. The first line may say how it is called:
 * {@code // nndc train --data data.csv}. Without that it is compiled. What it needs beside it has its name: data, or a folder
 * of the files that it imports.
 *
 * @param name such as {@code E0203-transposed}
 */
record WrongProgram(String name) {
  static final Path FOLDER = Path.of("src", "test", "resources", "wrong");
  /** Codes without a program here: the limit of files, which {@link ImportsTest} writes. */
  static final Set<Code> WITHOUT_PROGRAM = Set.of(Code.TOO_MANY_FILES);

  private static final String CALL = "// nndc ";
  private static final Pattern MARKERS = Pattern.compile("[ \\t]*// ((?:error|warning)\\[.*)$", Pattern.MULTILINE);
  private static final Pattern MARKER = Pattern.compile("(?:error|warning)\\[([EW]\\d{4})\\](?: at (\\S+:\\d+))?");
  private static final Pattern TOLD =
      Pattern.compile("^(?:error|warning)\\[([EW]\\d{4})\\].*\\R *--> (.*:\\d+):\\d+$", Pattern.MULTILINE);

  /** All of them, sorted. */
  static Stream<WrongProgram> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> names = files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".nnd")).sorted().toList();
      return names.stream().map(file -> new WrongProgram(file.substring(0, file.length() - ".nnd".length())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The code that it is an example of. */
  String code() {
    return name.substring(0, name.indexOf('-'));
  }

  String fileName() {
    return name + ".nnd";
  }

  Path expectation() {
    return FOLDER.resolve(name + ".txt");
  }

  String text() {
    return read(FOLDER.resolve(fileName()));
  }

  /** The program without what marks its mistakes. */
  String unmarked() {
    return MARKERS.matcher(text()).replaceAll("");
  }

  /** Where the markers expect which code: {@code E0203-transposed.nnd:4 E0203}. */
  SortedSet<String> marked() {
    SortedSet<String> marked = new TreeSet<>();
    String[] lines = text().split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String here = fileName() + ":" + (i + 1);
      Matcher markers = MARKERS.matcher(lines[i]);
      if (markers.find()) {
        MARKER.matcher(markers.group(1)).results()
            .forEach(marker -> marked.add((marker.group(2) == null ? here : marker.group(2)) + " " + marker.group(1)));
      }
    }
    return marked;
  }

  /** Where a text that was shown says which code. */
  static SortedSet<String> told(String shown) {
    SortedSet<String> told = new TreeSet<>();
    TOLD.matcher(shown).results().forEach(diagnostic -> told.add(diagnostic.group(2) + " " + diagnostic.group(1)));
    return told;
  }

  /** The files that it needs beside it, sorted. */
  List<Path> beside() {
    List<Path> files = new ArrayList<>();
    for (String extension : List.of(".csv", ".idx")) {
      Path data = FOLDER.resolve(name + extension);
      if (Files.exists(data)) {
        files.add(data);
      }
    }
    Path imported = FOLDER.resolve(name);
    if (Files.isDirectory(imported)) {
      try (Stream<Path> found = Files.list(imported)) {
        found.sorted().forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  /** What is shown about it; files are named without their folder, and what was written is not told. */
  String shown(Calls calls, Path output) {
    return shown(calls, FOLDER, output);
  }

  /** The same of the program without its markers, which a scratch folder is for. */
  String shownUnmarked(Calls calls, Path scratch, Path output) throws IOException {
    Files.writeString(scratch.resolve(fileName()), unmarked());
    for (Path file : beside()) {
      Path copy = scratch.resolve(FOLDER.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    return shown(calls, scratch, output);
  }

  /** What a program reads about it: all that is written to standard error. */
  String json(Calls calls, Path output) {
    String[] arguments = arguments(FOLDER, output);
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--format";
    all[arguments.length + 1] = "json";
    return calls.with("", all).err();
  }

  private String shown(Calls calls, Path folder, Path output) {
    Calls.Outcome outcome = calls.with("", arguments(folder, output));
    return outcome.err().replace(folder + File.separator, "").replaceAll("(?m)^wrote .*\\R", "");
  }

  /** How it is called, after {@code nndc}. */
  String call() {
    String first = unmarked().lines().findFirst().orElse("");
    return first.startsWith(CALL) ? first.substring(CALL.length()).strip() : "compile";
  }

  private String[] arguments(Path folder, Path output) {
    List<String> words = Arrays.asList(call().split(" "));
    Stream<String> options = words.stream().skip(1)
        .map(word -> word.startsWith(name)
            ? String.join(",", Arrays.stream(word.split(",")).map(file -> folder.resolve(file).toString()).toList())
            : word);
    Stream<String> target = words.get(0).equals("compile") ? Stream.of("-d", output.toString()) : Stream.of();
    return Stream.of(Stream.of(words.get(0), folder.resolve(fileName()).toString()), options, target)
        .flatMap(part -> part).toArray(String[]::new);
  }

  static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
