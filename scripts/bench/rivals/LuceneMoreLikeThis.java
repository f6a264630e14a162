// How fast is Lucene's More Like This? Reads lines from standard input, answers each command but `add` with one line:
//
//     add <title and body>           one document; its number is its place, from 0
//     freeze                         → ready <documents> <bytes of the index>
//     warm <terms> <milliseconds>    → warm <queries run>
//     query <terms> <doc> <hits>     → hits <nanoseconds> <doc> <doc> …
//
// The clock runs from choosing the document's terms to its hits, as a caller in the same process would see it.
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.queries.mlt.MoreLikeThis;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

public final class LuceneMoreLikeThis {
  private static final String FIELD = "text";
  private static final int WARM_HITS = 10;

  private final Analyzer analyzer = new EnglishAnalyzer();
  private final Directory directory = new ByteBuffersDirectory();
  private final IndexWriter writer;
  private IndexSearcher searcher;

  private LuceneMoreLikeThis() throws Exception {
    writer = new IndexWriter(directory, new IndexWriterConfig(analyzer).setRAMBufferSizeMB(256));
  }

  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 16);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    LuceneMoreLikeThis lucene = new LuceneMoreLikeThis();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("add ")) {
        lucene.add(line.substring(4));
        continue;
      }
      String[] words = line.split(" ");
      switch (words[0]) {
        case "freeze" -> out.println(lucene.freeze());
        case "warm" -> out.println(lucene.warm(Integer.parseInt(words[1]), Long.parseLong(words[2])));
        case "query" -> out.println(lucene.query(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3])));
        default -> throw new IllegalArgumentException("unknown command: " + words[0]);
      }
    }
  }

  private void add(String text) throws Exception {
    FieldType type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.setTokenized(true);
    type.setStoreTermVectors(true);
    Document document = new Document();
    document.add(new Field(FIELD, text, type));
    writer.addDocument(document);
  }

  private String freeze() throws Exception {
    writer.forceMerge(1);
    writer.close();
    searcher = new IndexSearcher(DirectoryReader.open(directory));
    searcher.setQueryCache(null);
    long bytes = 0;
    for (String file : directory.listAll()) bytes += directory.fileLength(file);
    return "ready " + searcher.getIndexReader().maxDoc() + " " + bytes;
  }

  /** Queries of documents from all over the index, so that the compiler has seen what it will measure. */
  private String warm(int terms, long milliseconds) throws Exception {
    int documents = searcher.getIndexReader().maxDoc();
    long end = System.nanoTime() + milliseconds * 1_000_000;
    int queries = 0;
    while (System.nanoTime() < end) search(terms, (int) (queries++ * 7919L % documents), WARM_HITS);
    return "warm " + queries;
  }

  private String query(int terms, int doc, int hits) throws Exception {
    long startedAt = System.nanoTime();
    ScoreDoc[] found = search(terms, doc, hits);
    long nanoseconds = System.nanoTime() - startedAt;
    StringBuilder line = new StringBuilder("hits ").append(nanoseconds);
    int left = hits;
    for (ScoreDoc hit : found) {
      if (hit.doc == doc || left-- <= 0) continue;
      line.append(' ').append(hit.doc);
    }
    return line.toString();
  }

  private ScoreDoc[] search(int terms, int doc, int hits) throws Exception {
    MoreLikeThis similar = new MoreLikeThis(searcher.getIndexReader());
    similar.setAnalyzer(analyzer);
    similar.setFieldNames(new String[] {FIELD});
    similar.setMaxQueryTerms(terms);
    similar.setMinTermFreq(1);
    similar.setMinDocFreq(2);
    Query query = similar.like(doc);
    return searcher.search(query, hits + 1).scoreDocs;
  }
}
