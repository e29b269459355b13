package dev.nnd.compiler.cli;

import dev.nnd.compiler.cli.weights.Statistics;
import dev.nnd.compiler.cli.weights.TensorSummary;
import dev.nnd.compiler.diagnostics.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The contents of a weights file, for people and for programs. */
record WeightsListing(Map<String, String> metadata, List<TensorSummary> tensors) {
  private static final String UNKNOWN = "-";
  private static final int SHOWN_DIGITS = 6;

  /** The metadata, a line each; a table of the tensors; their number and size. */
  void print(PrintStream out) {
    metadata.forEach((key, value) -> out.println(printable(key) + " = " + printable(value)));
    boolean flawed = sum(Statistics::nans) + sum(Statistics::infinities) > 0;
    if (!tensors.isEmpty()) {
      List<String> header = new ArrayList<>(List.of("name", "type", "shape", "values", "min", "max", "mean", "deviation"));
      if (flawed) {
        header.addAll(List.of("NaN", "infinite"));
      }
      TextTable table = new TextTable(3, header.toArray(String[]::new));
      tensors.forEach(tensor -> table.row(cells(tensor, flawed)));
      table.print(out);
    }
    out.println(total());
  }

  private static String[] cells(TensorSummary tensor, boolean flawed) {
    List<String> cells = new ArrayList<>(List.of(
        printable(tensor.entry().name()),
        printable(tensor.entry().type()),
        tensor.entry().shape().toString(),
        count(tensor.entry().count()),
        rounded(tensor, Statistics.Finite::min),
        rounded(tensor, Statistics.Finite::max),
        rounded(tensor, Statistics.Finite::mean),
        rounded(tensor, Statistics.Finite::deviation)));
    if (flawed) {
      cells.add(tensor.statistics().map(Statistics::nans).map(WeightsListing::count).orElse(UNKNOWN));
      cells.add(tensor.statistics().map(Statistics::infinities).map(WeightsListing::count).orElse(UNKNOWN));
    }
    return cells.toArray(String[]::new);
  }

  private static Optional<Statistics.Finite> finite(TensorSummary tensor) {
    return tensor.statistics().flatMap(Statistics::finite);
  }

  private static String rounded(TensorSummary tensor, ToDoubleFunction<Statistics.Finite> part) {
    return finite(tensor).map(known -> Numbers.rounded(part.applyAsDouble(known), SHOWN_DIGITS)).orElse(UNKNOWN);
  }

  private String total() {
    long values = tensors.stream().mapToLong(tensor -> tensor.entry().count()).sum();
    long bytes = tensors.stream().mapToLong(tensor -> tensor.entry().end() - tensor.entry().begin()).sum();
    return counted(tensors.size(), "tensor") + ", " + counted(values, "value") + ", " + counted(bytes, "byte");
  }

  private static String counted(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private long sum(ToLongFunction<Statistics> part) {
    return tensors.stream().flatMap(tensor -> tensor.statistics().stream()).mapToLong(part).sum();
  }

  /** One line of text, whatever a file holds: what would move the cursor is written as an escape. */
  private static String printable(String text) {
    return text.codePoints()
        .mapToObj(c -> switch (Character.getType(c)) {
          case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR -> String.format("\\u%04x", c);
          default -> Character.toString(c);
        })
        .collect(Collectors.joining());
  }

  /** One object with {@code metadata}, {@code tensors} and {@code values}; what is not known is null. */
  String json() {
    String free = metadata.entrySet().stream()
        .map(each -> Json.quote(each.getKey()) + ": " + Json.quote(each.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
    String lines = tensors.stream().map(WeightsListing::json).collect(Collectors.joining(",\n  "));
    return "{\"metadata\": " + free
        + ",\n \"tensors\": [" + (lines.isEmpty() ? "" : "\n  " + lines) + "]"
        + ",\n \"values\": " + tensors.stream().mapToLong(tensor -> tensor.entry().count()).sum() + "}";
  }

  private static String json(TensorSummary tensor) {
    return "{\"name\": " + Json.quote(tensor.entry().name())
        + ", \"type\": " + Json.quote(tensor.entry().type())
        + ", \"shape\": " + tensor.entry().shape()
        + ", \"values\": " + tensor.entry().count()
        + ", \"min\": " + number(tensor, Statistics.Finite::min)
        + ", \"max\": " + number(tensor, Statistics.Finite::max)
        + ", \"mean\": " + number(tensor, Statistics.Finite::mean)
        + ", \"deviation\": " + number(tensor, Statistics.Finite::deviation)
        + ", \"nan\": " + tensor.statistics().map(known -> Long.toString(known.nans())).orElse("null")
        + ", \"infinite\": " + tensor.statistics().map(known -> Long.toString(known.infinities())).orElse("null") + "}";
  }

  /** The mean and the deviation of huge numbers may overflow. */
  private static String number(TensorSummary tensor, ToDoubleFunction<Statistics.Finite> part) {
    return finite(tensor).map(part::applyAsDouble).filter(Double::isFinite).map(Numbers::text).orElse("null");
  }
}
