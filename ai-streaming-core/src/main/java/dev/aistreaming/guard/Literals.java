package dev.aistreaming.guard;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Queue;

/** Searches for many texts at the cost of one, with the Aho-Corasick algorithm. Immutable. */
final class Literals {

    private static final int DIRECT = 128;

    private final boolean anyCase;
    private final boolean anySpace;
    private final Transitions transitions = new Transitions();
    private final int[] fromRoot = new int[DIRECT];
    private int nodes = 1;

    /** By node: the node of the longest proper suffix that is in the automaton. */
    private int[] fallback = new int[64];

    /** By node: the length of the longest literal that ends there, or 0. */
    private int[] found = new int[64];

    /** By node: how much of the end of the text may be the beginning of a literal. */
    private int[] open = new int[64];

    private Literals(boolean anyCase, boolean anySpace) {
        this.anyCase = anyCase;
        this.anySpace = anySpace;
    }

    /**
     * Builds the automaton.
     *
     * @param anyCase whether to ignore case
     * @param anySpace whether any run of white space equals any other
     */
    static Literals of(Collection<String> literals, boolean anyCase, boolean anySpace) {
        if (literals.isEmpty()) {
            throw new IllegalArgumentException("a guard must have something to look for");
        }
        Literals automaton = new Literals(anyCase, anySpace);
        literals.forEach(automaton::add);
        automaton.connect();
        return automaton;
    }

    private void add(String literal) {
        if (literal.isBlank()) {
            throw new IllegalArgumentException("a guard cannot look for blank texts");
        }
        int node = 0;
        int length = 0;
        for (int i = 0; i < literal.length(); i++) {
            char c = plain(literal.charAt(i));
            if (anySpace && c == ' ' && i > 0 && plain(literal.charAt(i - 1)) == ' ') {
                continue;
            }
            length++;
            int next = transitions.get(node, c);
            if (next < 0) {
                next = newNode();
                transitions.put(node, c, next);
                open[next] = length;
            }
            node = next;
        }
        found[node] = length;
    }

    private int newNode() {
        if (nodes == found.length) {
            fallback = Arrays.copyOf(fallback, nodes * 2);
            found = Arrays.copyOf(found, nodes * 2);
            open = Arrays.copyOf(open, nodes * 2);
        }
        return nodes++;
    }

    /** Nodes are numbered in the order of the literals, but parents must be connected before their children. */
    private void connect() {
        int[][] children = transitions.childrenOf(nodes);
        Queue<Integer> queue = new ArrayDeque<>();
        queue.add(0);
        while (!queue.isEmpty()) {
            int node = queue.remove();
            int[] edges = children[node];
            for (int i = 0; i < edges.length; i += 2) {
                int child = edges[i + 1];
                fallback[child] = node == 0 ? 0 : next(fallback[node], (char) edges[i]);
                found[child] = Math.max(found[child], found[fallback[child]]);
                if (children[child].length == 0) {
                    open[child] = open[fallback[child]];
                }
                queue.add(child);
            }
        }
        for (char c = 0; c < DIRECT; c++) {
            fromRoot[c] = Math.max(0, transitions.get(0, c));
        }
    }

    /** The character in the form in which it is compared. */
    char plain(char c) {
        if (anySpace && Character.isWhitespace(c)) {
            return ' ';
        }
        return anyCase ? Character.toLowerCase(Character.toUpperCase(c)) : c;
    }

    boolean anySpace() {
        return anySpace;
    }

    /** The node that follows on a character; 0 is the root, where nothing has begun. */
    int next(int node, char plain) {
        int at = node;
        while (at != 0) {
            int next = transitions.get(at, plain);
            if (next >= 0) {
                return next;
            }
            at = fallback[at];
        }
        return plain < DIRECT ? fromRoot[plain] : Math.max(0, transitions.get(0, plain));
    }

    int found(int node) {
        return found[node];
    }

    int open(int node) {
        return open[node];
    }
}
