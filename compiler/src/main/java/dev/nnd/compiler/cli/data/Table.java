package dev.nnd.compiler.cli.data;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table: CSV as in RFC 4180 with a header line. */
final class Table {
  private static final int MAX_COLUMNS = 100_000;
  private static final int MAX_VALUE_CHARACTERS = 1 << 16;
  private static final int MAX_LINE_CHARACTERS = 1 << 22;
  private static final Pattern LINE = Pattern.compile("[Rr]ecord starting at line ([0-9]+)");

  /** Takes a table. */
  interface Consumer {
    /**
     * The names of the columns, each once.
     *
     * @param line of the header in the file, from 1
     */
    void header(long line, List<String> names);

    /**
     * A line of values, as many as the header has.
     *
     * @param line its number in the file, from 1
     */
    void row(long line, CsvRecord values);
  }

  private final DataFile file;
  private final char delimiter;
  private final Place place;

  Table(DataFile file, char delimiter) {
    this.file = file;
    this.delimiter = delimiter;
    this.place = new Place(file, delimiter);
  }

  Place place() {
    return place;
  }

  /** Reads the whole table. */
  void read(Consumer consumer) throws IOException {
    read(consumer, true);
  }

  /** Reads the header alone. */
  void readHeader(Consumer consumer) throws IOException {
    read(consumer, false);
  }

  private void read(Consumer consumer, boolean rows) throws IOException {
    long line = 1;
    try (Reader text = new InputStreamReader(file.open(), StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT));
        CsvReader<CsvRecord> csv = reader(text)) {
      Iterator<CsvRecord> records = csv.iterator();
      if (!records.hasNext()) {
        throw DataFile.refuse(Diagnostic.of(Code.EMPTY_DATA, file.begin(""), file.name()));
      }
      CsvRecord first = records.next();
      line = first.getStartingLineNumber();
      List<String> header = header(first);
      consumer.header(line, header);
      if (rows && !records.hasNext()) {
        throw DataFile.refuse(Diagnostic.of(Code.EMPTY_DATA, place.line(line), file.name()));
      }
      while (rows && records.hasNext()) {
        CsvRecord row = records.next();
        line = row.getStartingLineNumber();
        checkLength(row, header.size());
        consumer.row(line, row);
      }
    } catch (UncheckedIOException e) {
      throw file.explain(e.getCause(), place.line(line));
    } catch (IOException e) {
      throw file.explain(e, place.line(line));
    } catch (CsvParseException e) {
      throw malformed(e, line);
    }
  }

  private CsvReader<CsvRecord> reader(Reader text) {
    CsvRecordHandler handler = CsvRecordHandler.builder()
        .maxFields(MAX_COLUMNS)
        .maxFieldSize(MAX_VALUE_CHARACTERS)
        .maxRecordSize(MAX_LINE_CHARACTERS)
        .build();
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .commentStrategy(CommentStrategy.NONE)
        .skipEmptyLines(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .detectBomHeader(false)
        .maxBufferSize(2 * MAX_VALUE_CHARACTERS)
        .build(handler, text);
  }

  private List<String> header(CsvRecord first) {
    List<String> names = first.getFields().stream()
        .map(name -> name.startsWith("\uFEFF") ? name.substring(1) : name)
        .map(name -> Normalizer.normalize(name.strip(), Normalizer.Form.NFC))
        .toList();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (!seen.add(names.get(i))) {
        Span span = place.value(first.getStartingLineNumber(), i);
        throw DataFile.refuse(Diagnostic.of(Code.DUPLICATE_COLUMN, span, names.get(i)));
      }
    }
    return names;
  }

  private void checkLength(CsvRecord row, int columns) {
    int found = row.getFieldCount();
    if (found != columns) {
      long line = row.getStartingLineNumber();
      Span span = found > columns ? place.value(line, columns) : place.value(line, found - 1);
      throw DataFile.refuse(Diagnostic.of(Code.RAGGED_ROW, span, found, columns));
    }
  }

  private RuntimeException malformed(CsvParseException e, long last) throws IOException {
    if (e.getCause() instanceof IOException io) {
      return file.explain(io, place.line(last));
    }
    String message = String.valueOf(e.getMessage());
    Matcher matcher = LINE.matcher(message);
    long line = matcher.find() ? Long.parseLong(matcher.group(1)) : last;
    Code code = message.contains("max") ? Code.DATA_LIMIT : Code.MALFORMED_TABLE;
    return DataFile.refuse(Diagnostic.of(code, place.line(line), reason(message, code)));
  }

  private static String reason(String message, Code code) {
    if (code == Code.DATA_LIMIT) {
      return message.contains("fields")
          ? String.format("more than %,d columns", MAX_COLUMNS)
          : String.format("a value longer than %,d or a line longer than %,d characters",
              MAX_VALUE_CHARACTERS, MAX_LINE_CHARACTERS);
    }
    return message.contains("Unclosed") ? "a quote is not closed" : "a closing quote is followed by another character";
  }
}
