package dev.nnd.compiler.cli.data;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.Signature;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

/** IDX files as a data set: one file a field, the inputs' first, then the targets'. */
final class IdxData {
  private static final int SHOWN_BYTES = 16;

  private IdxData() {}

  /** Whether a file begins as an IDX file does. */
  static boolean accepts(DataFile file) throws IOException {
    return IdxHeader.isMagic(start(file, Integer.BYTES));
  }

  static DataSet read(List<DataFile> files, Signature signature, boolean targets) throws IOException {
    List<Field> fields = signature.fields();
    int needed = targets ? fields.size() : signature.inputs().size();
    if (files.size() < needed || files.size() > fields.size()) {
      throw mismatch(files.get(0), signature.name() + " takes " + needed + " files, separated by commas: "
          + String.join(", ", fields.stream().map(Field::name).toList()));
    }
    DataSet.Builder builder = DataSet.builder(fields);
    int examples = -1;
    for (int i = 0; i < files.size(); i++) {
      FieldStore store = FieldStore.of(fields.get(i), signature.precision());
      int found = read(files.get(i), store);
      if (store.blurred().isPresent()) {
        throw DataFile.refuse(Diagnostic.of(Code.LOST_DIGITS, place(files.get(i)), fields.get(i).name())
            .help(FieldStore.MORE_DIGITS));
      }
      if (i > 0 && found != examples) {
        throw mismatch(files.get(i), "it has " + found + " examples, but " + files.get(0).name() + " has " + examples);
      }
      examples = found;
      store.addTo(builder, i);
    }
    return builder.build();
  }

  private static int read(DataFile file, FieldStore store) throws IOException {
    try (DataInputStream in = new DataInputStream(file.open())) {
      IdxHeader header = IdxHeader.read(in)
          .orElseThrow(() -> mismatch(file, "it begins with the bytes " + hex(file, Integer.BYTES)));
      Field field = store.field;
      if (header.components() != field.components()) {
        throw mismatch(file, "an example has the sizes " + header.sizes().subList(1, header.sizes().size())
            + ", but " + field.name() + " takes " + field.components() + " numbers");
      }
      if (header.examples() == 0) {
        throw DataFile.refuse(Diagnostic.of(Code.EMPTY_DATA, place(file), file.name()));
      }
      for (int example = 0; example < header.examples(); example++) {
        store.begin();
        for (int component = 0; component < field.components(); component++) {
          store.put(component, check(file, store, header.type().read(in), example));
        }
      }
      if (in.read() >= 0) {
        throw DataFile.refuse(Diagnostic.of(
            Code.DAMAGED_DATA, place(file), "it goes on after the " + header.examples() + " examples that its begin counts"));
      }
      return header.examples();
    } catch (IOException e) {
      throw file.explain(e, place(file));
    }
  }

  private static double check(DataFile file, FieldStore store, double value, int example) {
    Field field = store.field;
    String text = value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    if (!Double.isFinite(value) || !store.holds(value)) {
      throw DataFile.refuse(Diagnostic.of(Code.NOT_A_NUMBER, place(file), value + " of example " + example));
    }
    if (field.kind() == Field.Kind.LABEL && !Cell.isNumber(field, value)) {
      Code code = field.selects() ? Code.UNKNOWN_INDEX : Code.UNKNOWN_LABEL;
      throw DataFile.refuse(Diagnostic.of(code, place(file), text, field.name())
          .help("example " + example + " has it; " + Cell.numbers(field)));
    }
    if (field.kind() == Field.Kind.REAL) {
      Cell.checkRange(field, value, text + " of example " + example, () -> place(file));
    }
    return value;
  }

  private static DiagnosedException mismatch(DataFile file, String why) {
    return DataFile.refuse(Diagnostic.of(Code.NOT_IDX, place(file), why));
  }

  /** A binary file has no lines: its first bytes are shown. */
  private static Span place(DataFile file) {
    return file.begin(hex(file, SHOWN_BYTES));
  }

  private static String hex(DataFile file, int bytes) {
    try {
      return HexFormat.ofDelimiter(" ").formatHex(start(file, bytes));
    } catch (IOException e) {
      return "";
    }
  }

  private static byte[] start(DataFile file, int bytes) throws IOException {
    try (var in = file.open()) {
      return in.readNBytes(bytes);
    }
  }
}
