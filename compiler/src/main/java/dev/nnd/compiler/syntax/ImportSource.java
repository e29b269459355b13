package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.SourceFile;
import java.util.List;

/** Where the files are that a file imports: a folder for the command line, nothing for a text from elsewhere. */
public interface ImportSource {
  /**
   * The file that an import names.
   *
   * @param main the file that is compiled; what is imported lies below its folder
   * @param from the file that imports, below whose folder the target lies
   * @param target a relative path with {@code /} and without {@code ..}
   */
  Found find(SourceFile main, SourceFile from, String target);

  /** Equal for two names of one file. */
  String identity(SourceFile file);

  /** What is found. */
  sealed interface Found {}

  /**
   * A text.
   *
   * @param identity equal for two names of one file
   */
  record Text(String identity, SourceFile source) implements Found {}

  /**
   * There is no such file.
   *
   * @param others the files that could have been named instead, as an import would name them
   */
  record Missing(List<String> others) implements Found {
    public Missing {
      others = List.copyOf(others);
    }
  }

  /**
   * There is something that cannot be imported.
   *
   * @param why the rest of a sentence that begins with its name: {@code is a folder}
   * @param others the files in it that could be imported
   */
  record Unusable(String why, List<String> others) implements Found {
    public Unusable {
      others = List.copyOf(others);
    }
  }

  /** Of a text that stands in no folder. */
  static ImportSource none() {
    return new ImportSource() {
      @Override
      public Found find(SourceFile main, SourceFile from, String target) {
        return new Unusable("cannot be found: " + main.name() + " stands in no folder", List.of());
      }

      @Override
      public String identity(SourceFile file) {
        return file.name();
      }
    };
  }
}
