package dev.nnd.compiler.cli.project;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * The names in a new project.
 *
 * @param name of the project: a Maven artifact, a folder and a file
 * @param packageName of its Java
 * @param network and its class
 */
public record ProjectNames(String name, String packageName, String network) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?");
  private static final Pattern PACKAGE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
  private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[A-Za-z0-9]");

  /** Words of the language that Java does not keep for itself; a package's part cannot be one. */
  private static final Set<String> RESERVED = Set.of("then", "and", "or", "not");

  private static final String NETWORK = "Net";

  /** Whether this may be the name of a project: one of a Maven artifact that holds a letter or a digit, and no path. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches() && LETTER_OR_DIGIT.matcher(name).find();
  }

  /** Whether this may be a package, in Java and in the language. */
  public static boolean isPackage(String name) {
    return PACKAGE.matcher(name).matches() && SourceVersion.isName(name)
        && Arrays.stream(name.split("\\.")).noneMatch(RESERVED::contains);
  }

  /** The package that goes with a project's name, by the conventions of the Java language specification, 6.1. */
  public static String packageOf(String name) {
    return Arrays.stream(name.toLowerCase(Locale.ROOT).replace('-', '_').split("\\.+"))
        .map(ProjectNames::packagePart)
        .collect(Collectors.joining("."));
  }

  private static String packagePart(String part) {
    String begun = Character.isDigit(part.charAt(0)) ? "_" + part : part;
    return SourceVersion.isName(begun) && !RESERVED.contains(begun) ? begun : begun + "_";
  }

  /** The words of a project's name, each with a capital. */
  public static String networkOf(String name) {
    String joined = Arrays.stream(name.split("[^A-Za-z0-9]+"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
    return Character.isDigit(joined.charAt(0)) ? NETWORK + joined : joined;
  }

  /** The same with a network that is told apart from a class of another meaning. */
  ProjectNames withOtherNetwork() {
    return new ProjectNames(name, packageName, network + NETWORK);
  }
}
