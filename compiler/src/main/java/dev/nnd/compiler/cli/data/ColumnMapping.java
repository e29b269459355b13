package dev.nnd.compiler.cli.data;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.Signature;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which columns of a table feed which field. A field takes the columns of its {@code from}; else those that the options
 * name; else those of its name, see {@link ElementNames}; else, when one input is left, the remaining columns in order if
 * their number fits.
 */
final class ColumnMapping {
  private static final int NAMED_IN_HELP = 8;
  /** What other tables have between their values. */
  private static final String DELIMITERS = ",;\t|";

  private final Signature signature;
  private final DataOptions options;
  private final boolean targets;
  private final List<String> header;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Place place;
  private final long headerLine;
  private final List<int[]> columns = new ArrayList<>();
  private Optional<Field> rest = Optional.empty();

  /**
   * @param targets whether every target needs its columns
   * @param headerLine where the header stands, from 1
   */
  ColumnMapping(
      Signature signature, DataOptions options, boolean targets, List<String> header, Place place, long headerLine) {
    this.signature = signature;
    this.options = options;
    this.targets = targets;
    this.header = header;
    this.place = place;
    this.headerLine = headerLine;
    for (int i = 0; i < header.size(); i++) {
      numbers.put(header.get(i), i);
    }
    map();
  }

  /** For each field, in order, its columns row-major; none for a target that is absent. */
  List<int[]> columns() {
    return columns;
  }

  /** The names of the columns of the input that takes the remaining ones, by its name; nothing if none does. */
  Map<String, List<String>> remaining() {
    return rest.map(field -> Map.of(field.name(), names(columns.get(signature.inputs().indexOf(field))))).orElse(Map.of());
  }

  private List<String> names(int[] some) {
    return IntStream.of(some).mapToObj(header::get).toList();
  }

  private void map() {
    List<Field> fields = signature.fields();
    List<Optional<int[]>> found = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      found.add(named(fields.get(i), targets || i < signature.inputs().size()));
    }
    List<Integer> open = IntStream.range(0, signature.inputs().size())
        .filter(i -> found.get(i).isEmpty()).boxed().toList();
    if (open.size() == 1) {
      rest = Optional.of(fields.get(open.get(0)));
      found.set(open.get(0), Optional.of(remaining(rest.get(), found)));
    }
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (found.get(i).isEmpty() && (targets || i < signature.inputs().size())) {
        throw missing(field, "it takes " + count(field) + help(field, i >= signature.inputs().size()));
      }
      columns.add(found.get(i).orElse(new int[0]));
    }
  }

  private Optional<int[]> named(Field field, boolean needed) {
    List<String> names = declared(field).stream().map(name -> Normalizer.normalize(name, Normalizer.Form.NFC)).toList();
    if (!names.isEmpty()) {
      boolean absent = !needed && !names.stream().allMatch(numbers::containsKey);
      return absent ? Optional.empty() : Optional.of(numbers(field, names));
    }
    for (List<String> way : new ElementNames(field).ways()) {
      long there = way.stream().filter(numbers::containsKey).count();
      if (there == way.size() || there > 0 && needed) {
        return Optional.of(numbers(field, way));
      }
    }
    return Optional.empty();
  }

  private List<String> declared(Field field) {
    if (!field.columns().isEmpty()) {
      return field.columns();
    }
    if (options.columns().containsKey(field.name())) {
      return options.columns().get(field.name());
    }
    boolean isTarget = options.target().isPresent() && signature.targets().stream()
        .filter(target -> target.columns().isEmpty() && !options.columns().containsKey(target.name()))
        .findFirst().equals(Optional.of(field));
    return isTarget ? List.of(options.target().orElseThrow()) : List.of();
  }

  private int[] numbers(Field field, List<String> names) {
    if (names.size() != field.components()) {
      throw missing(field, "it takes " + count(field) + ", but " + names.size() + be(names.size()) + "named: " + some(names));
    }
    return names.stream().mapToInt(name -> {
      if (!numbers.containsKey(name)) {
        Diagnostic unknown = Diagnostic.of(Code.UNKNOWN_COLUMN, place.line(headerLine), name, field.name());
        throw refuse(unknown.help(Suggestions.closest(name, header)
            .map(close -> "did you mean `" + close + "`?")
            .orElse("the columns are " + some(header))));
      }
      return numbers.get(name);
    }).toArray();
  }

  private int[] remaining(Field field, List<Optional<int[]>> found) {
    Set<Integer> used = new HashSet<>();
    found.forEach(list -> list.ifPresent(some -> IntStream.of(some).forEach(used::add)));
    int[] left = IntStream.range(0, header.size()).filter(i -> !used.contains(i)).toArray();
    if (left.length != field.components()) {
      boolean targetOpen = IntStream.range(signature.inputs().size(), found.size())
          .anyMatch(i -> found.get(i).isEmpty());
      throw missing(field, "it takes " + count(field) + ", but " + left.length + be(left.length) + "left"
          + (left.length == 0 ? "" : ": " + some(names(left))) + help(field, targetOpen));
    }
    return left;
  }

  private RuntimeException missing(Field field, String why) {
    return refuse(Diagnostic.of(Code.NO_COLUMNS, place.line(headerLine), field.name()).help(why));
  }

  private RuntimeException refuse(Diagnostic diagnostic) {
    boolean undivided = header.size() == 1 && header.get(0).chars().anyMatch(c -> DELIMITERS.indexOf(c) >= 0);
    return DataFile.refuse(undivided ? diagnostic.help("--delimiter says what stands between the values") : diagnostic);
  }

  private static String be(int count) {
    return count == 1 ? " is " : " are ";
  }

  private static String count(Field field) {
    return field.components() == 1 ? "1 column" : field.components() + " columns";
  }

  private static String help(Field field, boolean target) {
    return target && field.components() == 1
        ? "; --target NAME says which column the target is"
        : "; --columns " + field.name() + "=a,b,… says which";
  }

  private static String some(List<String> names) {
    String first = names.stream().limit(NAMED_IN_HELP).collect(Collectors.joining(", "));
    return names.size() > NAMED_IN_HELP ? first + ", …" : first;
  }
}
