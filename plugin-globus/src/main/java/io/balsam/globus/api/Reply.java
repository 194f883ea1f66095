package io.balsam.globus.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;

/**
 * Answer of a service.
 *
 * @param retryAfter seconds after which it wants to be asked again; 0 when it does not say
 */
record Reply(int status, String body, long retryAfter) {

  boolean ok() {
    return status / 100 == 2;
  }

  ApiError error() {
    return ApiError.of(status, body);
  }

  /**
   * Returns the document.
   *
   * @throws PluginException when it is a refusal, or is no such document
   */
  <T> T as(JavaType type) {
    if (!ok()) {
      throw error().exception();
    }
    try {
      return Documents.json().readValue(body, type);
    } catch (JsonProcessingException e) {
      throw new PluginException(
          ErrorKind.TRANSIENT, "the answer cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  <T> T as(Class<T> type) {
    return as(TypeFactory.defaultInstance().constructType(type));
  }
}
