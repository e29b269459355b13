package dev.nnd.compiler.testing;

import dev.nnd.compiler.Compiler;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** The bytecodes of each method, read from the Code attributes of class files. */
public final class MethodSizes {
  private final Map<String, Integer> sizes = new TreeMap<>();

  private MethodSizes() {}

  /** By class and method, of the emitted class and all that is nested in it. */
  public static Map<String, Integer> of(Compiler.JavaSource source) {
    MethodSizes sizes = new MethodSizes();
    CompiledNetwork.classes(source).forEach((name, bytes) -> {
      try {
        sizes.read(name, new DataInputStream(new ByteArrayInputStream(bytes)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    return sizes.sizes;
  }

  private void read(String name, DataInputStream in) throws IOException {
    in.skipNBytes(8);
    String[] texts = constants(in);
    in.skipNBytes(6);
    in.skipNBytes(2L * in.readUnsignedShort());
    members(in, texts, "");
    members(in, texts, name + ".");
  }

  private static String[] constants(DataInputStream in) throws IOException {
    String[] texts = new String[in.readUnsignedShort()];
    for (int i = 1; i < texts.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts[i] = in.readUTF();
        case 5, 6 -> {
          in.skipNBytes(8);
          i++;
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> in.skipNBytes(4);
      }
    }
    return texts;
  }

  private void members(DataInputStream in, String[] texts, String owner) throws IOException {
    for (int members = in.readUnsignedShort(); members > 0; members--) {
      in.skipNBytes(2);
      String name = owner + texts[in.readUnsignedShort()] + texts[in.readUnsignedShort()];
      for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
        boolean isCode = texts[in.readUnsignedShort()].equals("Code");
        int length = in.readInt();
        if (isCode) {
          in.skipNBytes(4);
          sizes.put(name, in.readInt());
          in.skipNBytes(length - 8);
        } else {
          in.skipNBytes(length);
        }
      }
    }
  }
}
