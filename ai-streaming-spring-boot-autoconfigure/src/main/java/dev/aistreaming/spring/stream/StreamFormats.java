package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.OneLine;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.StreamFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The formats that this application speaks, by name, and the one that is spoken where nobody asks for another. */
public final class StreamFormats {

    private final StreamFormat standard;
    private final Map<String, StreamFormat> byName = new TreeMap<>();

    /**
     * Some formats.
     *
     * @param standard the one that is spoken where nobody asks for another
     * @param others where two have one name, the first counts
     */
    public StreamFormats(StreamFormat standard, List<StreamFormat> others) {
        this.standard = standard;
        byName.put(standard.name(), standard);
        others.forEach(format -> byName.putIfAbsent(format.name(), format));
    }

    /** The one that is spoken where nobody asks for another. */
    StreamFormat standard() {
        return standard;
    }

    /**
     * The format of this name.
     *
     * @throws AiException with {@code invalid_request} where there is none
     */
    StreamFormat get(String name) {
        StreamFormat format = byName.get(name);
        if (format == null) {
            throw AiException.invalidRequest(
                    "there is no format '" + OneLine.of(String.valueOf(name)) + "'; there are " + byName.keySet());
        }
        return format;
    }

    /** The format in which a stream was written, or ours where this application does not have it. An event stream in any case. */
    public StreamFormat of(String name) {
        return eventStream(byName.getOrDefault(name, JsonFormat.CONTENT_ONLY));
    }

    /** The same, or ours in place of one that is no event stream: only those are kept, and only those can say what has become of one. */
    static StreamFormat eventStream(StreamFormat format) {
        return format.isEventStream() ? format : JsonFormat.CONTENT_ONLY;
    }
}
