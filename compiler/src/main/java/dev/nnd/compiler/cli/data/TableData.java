package dev.nnd.compiler.cli.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Signature;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A table as a data set. */
final class TableData implements Table.Consumer {
  private final Signature signature;
  private final DataOptions options;
  private final boolean targets;
  private final Table table;
  private final List<FieldStore> stores;
  private Map<String, List<String>> remaining = Map.of();
  private List<String> header = List.of();
  private List<int[]> columns = List.of();
  private long headerLine = 1;

  private TableData(DataFile file, Signature signature, DataOptions options, boolean targets) {
    this.signature = signature;
    this.options = options;
    this.targets = targets;
    this.table = new Table(file, options.delimiter());
    this.stores = signature.fields().stream().map(field -> FieldStore.of(field, signature.precision())).toList();
  }

  static DataSet read(DataFile file, Signature signature, DataOptions options, boolean targets) throws IOException {
    TableData data = new TableData(file, signature, options, targets);
    data.table.read(data);
    data.checkDigits();
    DataSet.Builder builder = DataSet.builder(signature.fields());
    for (int i = 0; i < data.stores.size(); i++) {
      if (data.columns.get(i).length > 0) {
        data.stores.get(i).addTo(builder, i);
      }
    }
    return builder.build();
  }

  /**
   * The columns of the input that takes those that are left, if there is one.
   *
   * @return their names by the name of the input
   */
  static Map<String, List<String>> remaining(DataFile file, Signature signature, DataOptions options) throws IOException {
    TableData data = new TableData(file, signature, options, true);
    data.table.readHeader(data);
    return data.remaining;
  }

  private void checkDigits() {
    for (int i = 0; i < stores.size(); i++) {
      OptionalInt component = stores.get(i).blurred();
      if (component.isPresent()) {
        int column = columns.get(i)[component.getAsInt()];
        Span place = table.place().value(headerLine, column);
        throw DataFile.refuse(Diagnostic.of(Code.LOST_DIGITS, place, header.get(column)).help(FieldStore.MORE_DIGITS));
      }
    }
  }

  @Override
  public void header(long line, List<String> names) {
    headerLine = line;
    header = names;
    ColumnMapping mapping = new ColumnMapping(signature, options, targets, names, table.place(), line);
    remaining = mapping.remaining();
    columns = mapping.columns();
  }

  @Override
  public void row(long line, CsvRecord values) {
    for (int i = 0; i < stores.size(); i++) {
      FieldStore store = stores.get(i);
      int[] from = columns.get(i);
      if (from.length > 0) {
        store.begin();
      }
      for (int component = 0; component < from.length; component++) {
        int column = from[component];
        String text = values.getField(column);
        store.put(component, Cell.read(store, text, () -> table.place().value(line, column)));
      }
    }
  }
}
