package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamIds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What an instance tells the one that produces streams.
 *
 * @param sender the instance that says so
 * @param streamIds what it is about
 */
record ControlMessage(Kind kind, String sender, List<String> streamIds) {

    private static final int ID = 32;

    enum Kind {
        /** Somebody wants these streams to end. */
        STOP('s'),
        /** There are readers of these streams, for now. */
        READS('r'),
        /** There is no reader of these streams left. */
        LEFT('l');

        private final char code;

        Kind(char code) {
            this.code = code;
        }
    }

    byte[] encode() {
        return ascii(kind.code + sender + String.join("", streamIds));
    }

    /** Empty for what is none. */
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
