package dev.aistreaming.recording;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Replaces secrets by asterisks without changing their length, so that cuts and framing stay where they are. */
final class RecordingBlots {

    private RecordingBlots() {}

    static Recording out(Recording recording, UnaryOperator<String> blot) {
        CallLabel call = recording.call();
        String request = call.request();
        return new Recording(
                new CallLabel(
                        call.provider(),
                        call.type(),
                        call.model() == null ? null : blot.apply(call.model()),
                        blot.apply(call.url()),
                        request == null ? null : blot.apply(request)),
                recording.startedAt(),
                steps(recording.steps(), blot),
                recording.ending());
    }

    private static List<Recording.Step> steps(List<Recording.Step> steps, UnaryOperator<String> blot) {
        byte[] body = body(steps, blot);
        int at = 0;
        List<Recording.Step> blotted = new ArrayList<>(steps.size());
        for (Recording.Step step : steps) {
            if (step instanceof Recording.Read read) {
                byte[] bytes = new byte[read.bytes().length];
                System.arraycopy(body, at, bytes, 0, bytes.length);
                at += bytes.length;
                blotted.add(new Recording.Read(read.millis(), bytes));
            } else if (step instanceof Recording.Head head) {
                Map<String, String> headers = new LinkedHashMap<>();
                head.headers().forEach((name, value) -> headers.put(name, blot.apply(value)));
                blotted.add(new Recording.Head(head.millis(), head.status(), headers));
            } else if (step instanceof Recording.Broken broken) {
                blotted.add(new Recording.Broken(broken.millis(), broken.how(), blot.apply(broken.message())));
            } else {
                blotted.add(step);
            }
        }
        return blotted;
    }

    /**
     * The pieces are treated as one, because a secret may be split across them, with one character per byte, so that every cut can
     * be restored.
     */
    private static byte[] body(List<Recording.Step> steps, UnaryOperator<String> blot) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Recording.Step step : steps) {
            if (step instanceof Recording.Read read) {
                all.writeBytes(read.bytes());
            }
        }
        return blot.apply(all.toString(StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }
}
