package io.balsam.cli.term;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Writes the output of a program to a terminal: lines, tabs, carriage returns and colours are kept,
 * anything else that is not text is escaped. Characters and colours may be split anywhere between
 * two writes.
 */
public final class RawText extends OutputStream {

  /** Maximum length of a colour sequence; anything longer is something else. */
  private static final int LONGEST_COLOUR = 40;

  private final Io io;
  private final boolean colours;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer rest = ByteBuffer.allocate(0);
  private final StringBuilder open = new StringBuilder();
  private boolean coloured;

  /**
   * Creates the stream.
   *
   * @param colours whether to keep the program's colours
   */
  public RawText(Io io, boolean colours) {
    this.io = io;
    this.colours = colours;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    ByteBuffer in = ByteBuffer.allocate(rest.remaining() + length).put(rest);
    in.put(bytes, from, length).flip();
    CharBuffer chars = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, chars, false);
    rest = in.slice();
    StringBuilder out = new StringBuilder();
    chars.flip().codePoints().forEach(code -> take(code, out));
    io.out().print(out);
  }

  @Override
  public void flush() {
    io.out().flush();
  }

  /** Ends the text: prints what is incomplete and ends the colours. */
  @Override
  public void close() {
    StringBuilder out = new StringBuilder();
    giveUp(out);
    if (rest.hasRemaining()) {
      out.append('\uFFFD');
    }
    if (coloured) {
      out.append("\u001b[0m");
    }
    io.out().print(out);
    io.out().flush();
  }

  private void take(int code, StringBuilder out) {
    if (open.length() > 0 && continues(code)) {
      open.appendCodePoint(code);
      if (code == 'm') {
        endColour(out);
      }
      return;
    }
    giveUp(out);
    if (code == '\u001b') {
      open.append((char) code);
    } else if (code == '\n' || code == '\r' || !Visible.hidden(code)) {
      out.appendCodePoint(code);
    } else {
      out.append(Visible.escape(code));
    }
  }

  private boolean continues(int code) {
    return open.length() == 1
        ? code == '['
        : open.length() < LONGEST_COLOUR
            && ((code >= '0' && code <= '9') || code == ';' || code == ':' || code == 'm');
  }

  private void endColour(StringBuilder out) {
    if (colours) {
      out.append(open);
      coloured = true;
    }
    open.setLength(0);
  }

  /** Prints what looked like the beginning of a colour as text. */
  private void giveUp(StringBuilder out) {
    open.codePoints()
        .forEach(
            code -> {
              if (Visible.hidden(code)) {
                out.append(Visible.escape(code));
              } else {
                out.appendCodePoint(code);
              }
            });
    open.setLength(0);
  }
}
