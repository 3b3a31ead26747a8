package dev.aistreaming.store;

import org.jspecify.annotations.Nullable;

/**
 * A chunk in the chain of its stream. Readers hold on to the node they have read last, and thereby to everything after it. What
 * nobody holds on to is garbage-collected.
 */
final class Node {

    /** The memory taken by a chunk besides its bytes: this object, the chunk, and the array header. */
    private static final int OVERHEAD = 96;

    private final StreamChunk chunk;
    private final long position;
    private volatile @Nullable Node next;

    private Node(StreamChunk chunk, long position) {
        this.chunk = chunk;
        this.position = position;
    }

    /** The node before the first chunk. */
    static Node beginning() {
        return new Node(new StreamChunk(0, 0, new byte[0], false), 0);
    }

    /** Creates a node that can come next; {@link #append} links it. */
    Node successor(byte[] events, int count, boolean end) {
        return new Node(new StreamChunk(chunk.lastEvent() + count, count, events, end), position + events.length);
    }

    /** Creates a node for a chunk that already has its numbers. */
    Node successor(StreamChunk written) {
        return new Node(written, position + written.events().length);
    }

    void append(Node successor) {
        next = successor;
    }

    StreamChunk chunk() {
        return chunk;
    }

    boolean isGap() {
        return chunk.isGap();
    }

    boolean isEnd() {
        return chunk.end();
    }

    /** The number of bytes in the stream up to and including this chunk. */
    long position() {
        return position;
    }

    /** The number of bytes of memory that this node takes. */
    int memory() {
        return OVERHEAD + chunk.events().length;
    }

    @Nullable
    Node next() {
        return next;
    }
}
