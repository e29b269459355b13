package dev.nnd.compiler.cli.project;

import dev.nnd.runtime.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The files of a new project, from templates in which names stand between at-signs. */
public final class ProjectTemplate {
  private static final String FOLDER = "/dev/nnd/compiler/cli/new/";

  private ProjectTemplate() {}

  /** The text of each file by its path in the project, parted by slashes. */
  public static Map<String, String> files(ProjectNames wanted) throws IOException {
    ProjectNames names = isTaken(wanted.network()) ? wanted.withOtherNetwork() : wanted;
    String folder = names.packageName().replace('.', '/');
    Map<String, String> files = new LinkedHashMap<>();
    files.put("pom.xml", fill("pom.xml", names));
    files.put("README.md", fill("README.md", names));
    files.put(".gitignore", fill("gitignore", names));
    files.put("src/main/nnd/" + names.name() + ".nnd", fill("network.nnd", names));
    files.put("src/main/resources/moons.csv", fill("moons.csv", names));
    files.put("src/main/java/" + folder + "/Main.java", fill("Main.java", names));
    files.put("src/test/java/" + folder + "/" + names.network() + "Test.java", fill("NetworkTest.java", names));
    return files;
  }

  private static String fill(String template, ProjectNames names) throws IOException {
    return read(template)
        .replace("@name@", names.name())
        .replace("@group@", names.packageName())
        .replace("@package@", names.packageName())
        .replace("@Network@", names.network())
        .replace("@version@", Version.RUNTIME);
  }

  private static String read(String template) throws IOException {
    try (InputStream in = ProjectTemplate.class.getResourceAsStream(FOLDER + template)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Whether a class of this name would hide one that the project's sources use, by name or as all Java does. */
  private static boolean isTaken(String network) throws IOException {
    for (String template : Arrays.asList("Main.java", "NetworkTest.java", "network.nnd")) {
      if (Pattern.compile("\\b" + network + "\\b").matcher(read(template)).find()) {
        return true;
      }
    }
    return isClass("java.lang." + network) || isClass("dev.nnd.runtime." + network);
  }

  private static boolean isClass(String name) {
    try {
      Class.forName(name, false, ProjectTemplate.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      return false; // the latter on file systems that do not tell case apart
    }
  }
}
