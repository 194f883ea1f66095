package io.balsam.dsl.source;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Positions and names that the compiler found in a script, kept with the compiled classes.
 *
 * @param ranges every word and every key, in the sequence of the text
 * @param unresolved words that the file alone does not explain
 * @param pieces the script in units
 * @param methods names of its methods
 * @param variables names it assigns without declaring them: visible to included and including
 *     scripts
 */
record ScriptMap(
    List<SourceRange> ranges,
    List<UnresolvedWord> unresolved,
    List<SourceUnit> pieces,
    Set<String> methods,
    Set<String> variables) {

  void write(DataOutput out) throws IOException {
    out.writeInt(ranges.size());
    for (SourceRange range : ranges) {
      out.writeUTF(range.word());
      out.writeInt(range.line());
      out.writeInt(range.column());
      out.writeInt(range.endLine());
      out.writeInt(range.endColumn());
    }
    out.writeInt(unresolved.size());
    for (UnresolvedWord word : unresolved) {
      out.writeByte(word.use().ordinal());
      out.writeByte(word.context().ordinal());
      out.writeInt(word.range());
    }
    out.writeInt(pieces.size());
    for (SourceUnit piece : pieces) {
      write(out, piece.names());
      write(out, piece.uses());
      out.writeBoolean(piece.isApp());
      out.writeInt(piece.line());
      out.writeInt(piece.endLine());
    }
    write(out, methods);
    write(out, variables);
  }

  static ScriptMap read(DataInput in) throws IOException {
    List<SourceRange> ranges = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      ranges.add(
          new SourceRange(in.readUTF(), in.readInt(), in.readInt(), in.readInt(), in.readInt()));
    }
    List<UnresolvedWord> unresolved = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      unresolved.add(
          new UnresolvedWord(
              UnresolvedWord.Use.values()[in.readByte()],
              Context.values()[in.readByte()],
              in.readInt()));
    }
    List<SourceUnit> pieces = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      pieces.add(
          new SourceUnit(names(in), names(in), in.readBoolean(), in.readInt(), in.readInt()));
    }
    return new ScriptMap(ranges, unresolved, pieces, names(in), names(in));
  }

  static void write(DataOutput out, Set<String> names) throws IOException {
    out.writeInt(names.size());
    for (String name : names) {
      out.writeUTF(name);
    }
  }

  static Set<String> names(DataInput in) throws IOException {
    Set<String> names = new TreeSet<>();
    for (int i = in.readInt(); i > 0; i--) {
      names.add(in.readUTF());
    }
    return names;
  }
}
