package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamIds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A message to the instance that produces streams.
 *
 * @param sender the instance that sends the message
 * @param streamIds the ids of the streams
 */
record ControlMessage(Kind kind, String sender, List<String> streamIds) {

    private static final int ID = 32;

    enum Kind {
        /** These streams should end. */
        STOP('s'),
        /** The sender has readers of these streams, for now. */
        READS('r'),
        /** The sender has no more readers of these streams. */
        LEFT('l');

        private final char code;

        Kind(char code) {
            this.code = code;
        }
    }

    byte[] encode() {
        return ascii(kind.code + sender + String.join("", streamIds));
    }

    /** Decodes a message; empty if it is not a valid one. */
    static Optional<ControlMessage> decode(byte[] message) {
        List<String> ids = message.length > 0 ? decodeIds(message, 1) : List.of();
        if (!ids.isEmpty()) {
            for (Kind kind : Kind.values()) {
                if (kind.code == message[0]) {
                    return Optional.of(new ControlMessage(kind, ids.get(0), ids.subList(1, ids.size())));
                }
            }
        }
        return Optional.empty();
    }

    static byte[] encodeIds(Collection<String> streamIds) {
        return ascii(String.join("", streamIds));
    }

    static List<String> decodeIds(byte[] message) {
        return decodeIds(message, 0);
    }

    private static List<String> decodeIds(byte[] message, int start) {
        List<String> ids = new ArrayList<>((message.length - start) / ID);
        for (int i = start; i + ID <= message.length; i += ID) {
            String id = new String(message, i, ID, StandardCharsets.US_ASCII);
            if (StreamIds.isValid(id)) {
                ids.add(id);
            }
        }
        return ids;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
