package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.runtime.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/data.md says is so: its networks, its table, its error and its Java. */
final class DataPageTest {
  @TempDir Path folder;
  private String page;
  private String shop;
  private String table;

  @BeforeEach
  void files() throws IOException {
    page = Files.readString(Path.of("..", "docs", "data.md"));
    shop = write("shop.nnd", blocks("nnd").get(0));
    table = write("shop.csv", blocks("csv").get(0));
  }

  private List<String> blocks(String language) {
    return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(page).results().map(found -> found.group(1)).toList();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static Calls.Outcome ok(String... arguments) {
    Calls.Outcome outcome = Calls.call(arguments);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return outcome;
  }

  @Test
  void itsCommandsRun() throws IOException {
    String weights = folder.resolve("shop.safetensors").toString();
    assertThat(ok("train", shop, "--data", table, "--valid", "0.25", "--save", weights).lines()).hasSize(4);
    assertThat(ok("eval", shop, "--data", table, "--weights", weights).lines()).hasSize(3);
    String header = ok("predict", shop, "--data", table, "--weights", weights).lines().get(0);
    assertThat(blocks("csv").get(1)).isEqualTo(header + "\n");
  }

  @Test
  void itsSecondNetworkIsRight() throws IOException {
    assertThat(ok("check", write("line.nnd", blocks("nnd").get(1))).out()).contains("ok");
  }

  @Test
  void itsErrorIsTheCompilers() throws IOException {
    String bad = write("bad.csv", blocks("csv").get(0).replace("409,391", "409,501"));
    Calls.Outcome outcome = Calls.call("train", shop, "--data", bad);
    assertThat(outcome.err().replace(bad, "bad.csv")).isEqualTo(blocks("text").get(0));
  }

  @Test
  void itsJavaRuns() throws Exception {
    ok("compile", shop, "-d", folder.toString());
    String example = write("Example.java", """
        import dev.nnd.runtime.DataSet;
        import shop.Shop;
        public class Example implements java.util.function.Supplier<String> {
          public String get() {
        %s
            return sold + " " + (p[1] > p[0] ? 1 : 0) + " " + (r[0] > 0 && r[0] < 5);
          }
        }
        """.formatted(blocks("java").get(0)));
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int status = ToolProvider.getSystemJavaCompiler().run(null, messages, messages, "-Xlint:all", "-Werror", "-proc:none",
        "-d", folder.toString(), "-classpath", runtime(), folder.resolve("shop/Shop.java").toString(), example);
    assertThat(status).as(messages::toString).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, Network.class.getClassLoader())) {
      Supplier<?> run = (Supplier<?>) loader.loadClass("Example").getConstructor().newInstance();
      assertThat(run.get()).asString().matches("(0 0|1 1) true");
    }
  }

  private static String runtime() throws URISyntaxException {
    return Path.of(Network.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
