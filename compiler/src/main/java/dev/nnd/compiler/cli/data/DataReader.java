package dev.nnd.compiler.cli.data;

import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads files as data sets for a network. */
public final class DataReader {
  private final Signature signature;
  private final DataOptions options;

  public DataReader(Signature signature, DataOptions options) {
    this.signature = signature;
    this.options = options;
  }

  /** The network whose data it reads. */
  public Signature signature() {
    return signature;
  }

  /**
   * Reads inputs and targets.
   *
   * @param data the path of a table, or those of IDX files separated by commas, one a field
   * @throws DiagnosedException if the data are malformed or do not fit the network
   * @throws IOException if a file cannot be read
   */
  public DataSet read(String data) throws IOException {
    return read(data, true);
  }

  /** Reads inputs, and those targets that are there. See {@link #read(String)}. */
  public DataSet readInputs(String data) throws IOException {
    return read(data, false);
  }

  /**
   * A reader for further data of the same kind. Where an input takes the columns of a table that are left, it takes those
   * of the same names in further tables, whatever their order there.
   *
   * @param data what was read first
   */
  public DataReader after(String data) throws IOException {
    List<DataFile> files = files(data);
    return isIdx(files)
        ? this
        : new DataReader(signature, options.and(TableData.remaining(files.get(0), signature, options)));
  }

  private DataSet read(String data, boolean targets) throws IOException {
    List<DataFile> files = files(data);
    return isIdx(files)
        ? IdxData.read(files, signature, targets)
        : TableData.read(files.get(0), signature, options, targets);
  }

  private static boolean isIdx(List<DataFile> files) throws IOException {
    DataFile first = files.get(0);
    try {
      return files.size() > 1 || IdxData.accepts(first);
    } catch (IOException e) {
      throw first.explain(e, first.begin(""));
    }
  }

  private List<DataFile> files(String data) throws IOException {
    boolean several = data.contains(",") && !Files.exists(Path.of(data));
    List<Path> paths = several
        ? Stream.of(data.split(",", -1)).map(String::strip).map(Path::of).toList()
        : List.of(Path.of(data));
    for (Path path : paths) {
      if (path.toString().isEmpty()) {
        throw new NoSuchFileException("`" + data + "`", "", "the name of a file is missing");
      }
      if (!Files.isRegularFile(path)) {
        String reason = Files.isDirectory(path) ? "is a folder" : "there is no such file";
        throw new NoSuchFileException(path.toString(), "", reason);
      }
    }
    return paths.stream().map(path -> new DataFile(path, options.maxBytes())).toList();
  }
}
