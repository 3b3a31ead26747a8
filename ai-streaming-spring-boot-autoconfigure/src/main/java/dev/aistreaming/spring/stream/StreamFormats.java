package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.OneLine;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.StreamFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The formats of this application by name, and the default format. */
public final class StreamFormats {

    private final StreamFormat standard;
    private final Map<String, StreamFormat> byName = new TreeMap<>();

    /**
     * Creates the formats.
     *
     * @param standard the default format
     * @param others the other formats; if two have the same name, the first one counts
     */
    public StreamFormats(StreamFormat standard, List<StreamFormat> others) {
        this.standard = standard;
        byName.put(standard.name(), standard);
        others.forEach(format -> byName.putIfAbsent(format.name(), format));
    }

    /** Returns the default format. */
    StreamFormat standard() {
        return standard;
    }

    /**
     * Returns the format of this name.
     *
     * @throws AiException with {@code invalid_request} if there is none
     */
    StreamFormat get(String name) {
        StreamFormat format = byName.get(name);
        if (format == null) {
            throw AiException.invalidRequest(
                    "there is no format '" + OneLine.of(String.valueOf(name)) + "'; there are " + byName.keySet());
        }
        return format;
    }

    /**
     * Returns the format that a stream was written in, or the built-in JSON format if this application does not have it. Always an event
     * stream.
     */
    public StreamFormat of(String name) {
        return eventStream(byName.getOrDefault(name, JsonFormat.CONTENT_ONLY));
    }

    /**
     * Returns the same format, or the built-in JSON format if it is not an event stream: only event streams are kept, and only they can
     * express how a stream has ended.
     */
    static StreamFormat eventStream(StreamFormat format) {
        return format.isEventStream() ? format : JsonFormat.CONTENT_ONLY;
    }
}
