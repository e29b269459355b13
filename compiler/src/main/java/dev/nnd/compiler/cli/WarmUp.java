package dev.nnd.compiler.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the usual commands once, without output. The launcher lets Java archive the classes that this loads, so that
 * later starts need not read, parse and verify them.
 */
final class WarmUp {
  private static final String NETWORK = "warm-up.nnd";
  private static final String DATA = "a,b,y\n0,1,1\n1,0,1\n1,1,0\n0,0,0\n";

  private WarmUp() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("nndc-warm-up");
    try (InputStream network = WarmUp.class.getResourceAsStream(NETWORK)) {
      Path file = folder.resolve(NETWORK);
      Path data = Files.writeString(folder.resolve("data.csv"), DATA);
      Path weights = folder.resolve("weights.safetensors");
      Files.copy(network, file);
      run("--help");
      run("simplify", "3x - x + 2x + 1");
      run("diff", "1/(exp(-(w*x+b))+1)", "--wrt", "w,b", "--at", "x=1,w=0,b=0");
      run("diff", "1/(exp(-(w*x+b))+1)", "--wrt", "w,b", "--steps");
      run("simplify", "3x +");
      run("summary", file.toString());
      run("compile", file.toString(), "-d", folder.toString());
      run("train", file.toString(), "--data", data.toString(), "--save", weights.toString());
      run("predict", file.toString(), "--data", data.toString(), "--weights", weights.toString());
    } finally {
      delete(folder);
    }
  }

  private static void run(String... arguments) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    InputStream nothing = new ByteArrayInputStream(new byte[0]);
    new Nndc(new Terminal(nothing, nowhere, nowhere, false, false), new CompilerPhases()).run(arguments);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
