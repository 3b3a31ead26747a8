package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.StreamEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command for a stream, which another instance may produce. Encoded as text: a letter for the kind, and then each field after its
 * length.
 */
record StreamMessage(char kind, List<@Nullable String> fields) {

    private static final char EMIT = 'e';
    private static final char APPROVE = 'a';

    static StreamMessage emit(StreamEvent.Data event) {
        return new StreamMessage(EMIT, Arrays.asList(event.name(), event.id(), event.json()));
    }

    static StreamMessage approve(String approvalId, boolean approved, @Nullable String reason) {
        return new StreamMessage(APPROVE, Arrays.asList(approvalId, approved ? "yes" : "no", reason));
    }

    /** Applies the command. Returns whether the stream has accepted it. */
    boolean applyTo(StreamHandle stream) {
        String first = fields.get(0);
        String third = fields.get(2);
        if (first == null) {
            return false;
        }
        if (kind == APPROVE) {
            return stream.approvals().decide(first, "yes".equals(fields.get(1)), third);
        }
        return third != null && stream.emit(new StreamEvent.Data(first, fields.get(1), third));
    }

    String encode() {
        StringBuilder text = new StringBuilder().append(kind);
        for (String field : fields) {
            if (field == null) {
                text.append('-');
            } else {
                text.append(field.length()).append(':').append(field);
            }
        }
        return text.toString();
    }

    /** Decodes a command; empty if it is unknown, for example because it is from a later version. */
    static Optional<StreamMessage> decode(String text) {
        if (text.isEmpty() || (text.charAt(0) != EMIT && text.charAt(0) != APPROVE)) {
            return Optional.empty();
        }
        List<@Nullable String> fields = new ArrayList<>();
        int at = 1;
        try {
            while (at < text.length()) {
                if (text.charAt(at) == '-') {
                    fields.add(null);
                    at++;
                } else {
                    int colon = text.indexOf(':', at);
                    int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
                    fields.add(text.substring(colon + 1, end));
                    at = end;
                }
            }
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
        return fields.size() == 3 ? Optional.of(new StreamMessage(text.charAt(0), fields)) : Optional.empty();
    }
}
