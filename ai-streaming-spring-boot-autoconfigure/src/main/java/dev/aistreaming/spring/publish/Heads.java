package dev.aistreaming.spring.publish;

import dev.aistreaming.spring.StreamBytes;
import dev.aistreaming.spring.web.ResponseHead;
import java.util.LinkedHashMap;
import java.util.Map;

/** The complete heads of responses. */
final class Heads {

    private Heads() {}

    static StreamBytes.Head of(ResponseHead head) {
        StreamBytes.Head known = of(head.headers());
        String streamId = head.streamId();
        if (streamId == null) {
            return known;
        }
        Map<String, String> headers = new LinkedHashMap<>(known.headers());
        headers.put(ResponseHead.STREAM_ID, streamId);
        return new StreamBytes.Head(known.status(), headers);
    }

    /** @param headers the headers of the format, which may contain another content type */
    static StreamBytes.Head of(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Content-Type", "text/event-stream");
        all.put("Cache-Control", "no-cache");
        all.put("X-Accel-Buffering", "no");
        headers.forEach((name, value) -> {
            all.keySet().removeIf(name::equalsIgnoreCase);
            all.put(name, value);
        });
        return new StreamBytes.Head(200, all);
    }
}
