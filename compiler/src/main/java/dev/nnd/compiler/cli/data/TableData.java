package dev.nnd.compiler.cli.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Signature;
import java.io.IOException;
import java.util.List;

/** A table as a data set. */
final class TableData implements Table.Consumer {
  private final Signature signature;
  private final DataOptions options;
  private final boolean targets;
  private final Table table;
  private final List<FieldStore> stores;
  private List<int[]> columns = List.of();

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
    DataSet.Builder builder = DataSet.builder(signature.fields());
    for (int i = 0; i < data.stores.size(); i++) {
      if (data.columns.get(i).length > 0) {
        data.stores.get(i).addTo(builder, i);
      }
    }
    return builder.build();
  }

  @Override
  public void header(long line, List<String> names) {
    columns = ColumnMapping.of(signature, options, targets, names, table.place(), line);
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
