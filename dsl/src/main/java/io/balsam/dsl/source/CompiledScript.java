package io.balsam.dsl.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A script as bytecode.
 *
 * @param mainClass name of the script's class; its inner classes start with it
 * @param classes bytes by class name
 * @param map positions and names that the compiler found
 * @param environment environment variables that its code reads by name
 */
record CompiledScript(
    String mainClass, Map<String, byte[]> classes, ScriptMap map, Set<String> environment) {

  byte[] toBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(mainClass);
    out.writeInt(classes.size());
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue().length);
      out.write(entry.getValue());
    }
    map.write(out);
    ScriptMap.write(out, environment);
    return bytes.toByteArray();
  }

  static CompiledScript fromBytes(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    String mainClass = in.readUTF();
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      String name = in.readUTF();
      byte[] code = new byte[in.readInt()];
      in.readFully(code);
      classes.put(name, code);
    }
    return new CompiledScript(mainClass, classes, ScriptMap.read(in), ScriptMap.names(in));
  }
}
