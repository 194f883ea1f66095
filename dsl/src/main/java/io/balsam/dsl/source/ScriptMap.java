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
 * @param spots every word and every key, in the sequence of the text
 * @param loose words that the file alone does not explain
 * @param pieces the script in units
 * @param methods names of its methods
 * @param variables names it assigns without declaring them: visible to included and including
 *     scripts
 */
record ScriptMap(
    List<SourceRange> spots,
    List<UnresolvedWord> loose,
    List<SourceUnit> pieces,
    Set<String> methods,
    Set<String> variables) {

  void write(DataOutput out) throws IOException {
    out.writeInt(spots.size());
    for (SourceRange spot : spots) {
      out.writeUTF(spot.word());
      out.writeInt(spot.line());
      out.writeInt(spot.column());
      out.writeInt(spot.endLine());
      out.writeInt(spot.endColumn());
    }
    out.writeInt(loose.size());
    for (UnresolvedWord word : loose) {
      out.writeByte(word.use().ordinal());
      out.writeByte(word.context().ordinal());
      out.writeInt(word.spot());
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
    List<SourceRange> spots = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      spots.add(
          new SourceRange(in.readUTF(), in.readInt(), in.readInt(), in.readInt(), in.readInt()));
    }
    List<UnresolvedWord> loose = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      loose.add(
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
    return new ScriptMap(spots, loose, pieces, names(in), names(in));
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
