package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.cli.project.ProjectNames;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NewCommandTest {
  @TempDir Path folder;

  private Calls.Outcome make(String name, String... options) {
    return Calls.call(Stream.concat(Stream.of("new", name, "-d", folder.toString()), Stream.of(options)).toArray(String[]::new));
  }

  @Test
  void makesAProject() throws IOException {
    Calls.Outcome outcome = make("my-net");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("wrote " + folder.resolve("my-net/pom.xml")).contains("mvn -q compile exec:java");
    Path project = folder.resolve("my-net");
    try (Stream<Path> files = Files.walk(project)) {
      assertThat(files.filter(Files::isRegularFile).map(project::relativize).map(path -> path.toString().replace('\\', '/')))
          .containsExactlyInAnyOrder("pom.xml", "README.md", ".gitignore", "src/main/nnd/my-net.nnd",
              "src/main/resources/moons.csv", "src/main/java/my_net/Main.java", "src/test/java/my_net/MyNetTest.java");
    }
    assertThat(project.resolve("pom.xml")).content().contains("<artifactId>my-net</artifactId>", "src/main/nnd/my-net.nnd");
    assertThat(folder.toFile().list()).containsExactly("my-net");
    assertThat(Calls.call("fmt", "--check", project.resolve("src/main/nnd/my-net.nnd").toString()).exit()).isZero();
  }

  /** Names that Java, its library, the runtime or the templates use for something else, too. */
  @ParameterizedTest
  @ValueSource(strings = {"moons", "string", "main", "data-set", "2d.nets", "and"})
  void theProjectTrains(String name) throws Exception {
    assertThat(make(name).exit()).isZero();
    Path project = folder.resolve(name);
    Path generated = project.resolve("generated");
    Calls.Outcome compiled = Calls.call("compile", project.resolve("src/main/nnd/" + name + ".nnd").toString(), "-d", generated.toString());
    assertThat(compiled.exit()).as(compiled.err()).isZero();
    assertThat(compiled.err()).doesNotContain("warning");
    Path classes = Files.createDirectories(project.resolve("classes"));
    assertThat(javac(classes, sources(project))).isZero();
    URL[] path = {classes.toUri().toURL(), project.resolve("src/main/resources").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
      runTest(loader.loadClass(ProjectNames.packageOf(name) + "." + testOf(project)));
    }
  }

  private static List<String> sources(Path project) throws IOException {
    try (Stream<Path> files = Files.walk(project)) {
      return files.map(Path::toString).filter(file -> file.endsWith(".java")).toList();
    }
  }

  private static int javac(Path classes, List<String> sources) {
    List<String> arguments = new ArrayList<>(List.of("-Xlint:all", "-Werror", "-proc:none", "-d", classes.toString(),
        "-cp", System.getProperty("java.class.path"), "--release", "17"));
    arguments.addAll(sources);
    return ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
  }

  private static String testOf(Path project) throws IOException {
    return sources(project.resolve("src/test")).get(0).replaceAll(".*[/\\\\]|\\.java$", "");
  }

  private static void runTest(Class<?> test) throws ReflectiveOperationException {
    var constructor = test.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object instance = constructor.newInstance();
    for (Method method : test.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        method.setAccessible(true);
        method.invoke(instance);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"moons,moons,Moons", "my-net,my_net,MyNet", "a.b_c,a.b_c,ABC", "2d,_2d,Net2d", "new.and,new_.and_,NewAnd",
      "Big,big,Big", "x-1,x_1,X1"})
  void namesFollowFromTheProjects(String name, String packageName, String network) {
    assertThat(ProjectNames.isName(name)).isTrue();
    assertThat(ProjectNames.packageOf(name)).isEqualTo(packageName);
    assertThat(ProjectNames.networkOf(name)).isEqualTo(network);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "../x", "a/b", "..", ".", "-", "_", "-x", "x-", "x.", "größe", "a$b", ""})
  void otherNamesAreWrongUsage(String name) {
    Calls.Outcome outcome = Calls.call("new", "-d", folder.toString(), "--", name);
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("cannot name a project");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aPackageMayBeGiven() {
    assertThat(make("moons", "--package", "org.example.moons").exit()).isZero();
    assertThat(folder.resolve("moons/src/main/java/org/example/moons/Main.java")).content()
        .startsWith("package org.example.moons;");
    assertThat(folder.resolve("moons/src/main/nnd/moons.nnd")).content().contains("package org.example.moons");
    for (String wrong : List.of("a.class", "a.and", "a-b", "a..b", "größe", "")) {
      assertThat(make("other", "--package", wrong).exit()).as(wrong).isEqualTo(2);
    }
    assertThat(folder.resolve("other")).doesNotExist();
  }

  @Test
  void whatIsThereIsLeft() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    assertThat(make("taken").exit()).as("an empty folder").isZero();
    Files.delete(taken.resolve("pom.xml"));
    Calls.Outcome outcome = make("taken");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("error: " + taken + ": is a folder that is not empty\n");
    assertThat(taken.resolve("pom.xml")).doesNotExist();
    Files.writeString(folder.resolve("file"), "");
    assertThat(make("file").exit()).isEqualTo(1);
    assertThat(Calls.call("new", "x", "-d", folder.resolve("none").toString()).err()).contains("there is no such folder");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("taken", "file");
  }

  /** The template names versions of its own, which must be those that the project itself is built and tested with. */
  @Test
  void versionsAreTheProjectsOwn() throws IOException {
    assertThat(make("moons").exit()).isZero();
    String parent = Files.readString(Path.of("../pom.xml"));
    String pom = Files.readString(folder.resolve("moons/pom.xml"));
    for (String[] pair : new String[][] {{"fastcsv", "fastcsv"}, {"junit-jupiter", "junit"}}) {
      String wanted = first(parent, "<" + pair[1] + "\\.version>([^<]*)<");
      assertThat(first(pom, "<artifactId>" + pair[0] + "</artifactId>\\s*<version>([^<]*)<")).isEqualTo(wanted);
    }
    for (String plugin : List.of("maven-resources-plugin", "maven-compiler-plugin", "maven-surefire-plugin", "maven-jar-plugin")) {
      String version = "<artifactId>" + plugin + "</artifactId>\\s*<version>([^<]*)<";
      assertThat(first(pom, version)).isEqualTo(first(parent, version));
    }
  }

  private static String first(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map((MatchResult found) -> found.group(1)).findFirst().orElseThrow();
  }
}
