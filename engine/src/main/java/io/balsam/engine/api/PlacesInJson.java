package io.balsam.engine.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Converts the places of a job's slots: a text for a single one, as it was when there was one. */
final class PlacesInJson {

  private PlacesInJson() {}

  /** Mix-in of a job. */
  interface Converted {

    @JsonSerialize(contentUsing = Writer.class)
    @JsonDeserialize(contentUsing = Reader.class)
    Map<String, List<String>> transfers();
  }

  static final class Writer extends StdSerializer<List<String>> {

    private static final long serialVersionUID = 1;

    Writer() {
      super(List.class, false);
    }

    @Override
    public void serialize(List<String> places, JsonGenerator to, SerializerProvider provider)
        throws IOException {
      if (places.size() == 1) {
        to.writeString(places.get(0));
      } else {
        to.writeArray(places.toArray(String[]::new), 0, places.size());
      }
    }
  }

  static final class Reader extends StdDeserializer<List<String>> {

    private static final long serialVersionUID = 1;

    Reader() {
      super(List.class);
    }

    @Override
    public List<String> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return parser.currentToken() == JsonToken.VALUE_STRING
          ? List.of(parser.getText())
          : List.of(context.readValue(parser, String[].class));
    }
  }
}
