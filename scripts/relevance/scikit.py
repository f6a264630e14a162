"""How near are articles by scikit-learn's TF-IDF and LSA?

Reads NDJSON from standard input: {"text", "language"} per article, then {"pair": [i, j]} per pair to score. Writes one JSON line
per system: {"system", "lists": the 50 nearest of the same language for each article, "pairs": scores}. TF-IDF is the plain one:
words of two letters and more, English stop words, (1 + ln tf) · (1 + ln((1 + N) / (1 + df))), cosine.
"""
import json
import sys

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

DEPTH = 50
ROWS = 500

records = [json.loads(line) for line in sys.stdin]
articles = [record for record in records if "text" in record]
pairs = [record["pair"] for record in records if "pair" in record]
languages = np.array([article["language"] for article in articles])

vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english", token_pattern=r"[^\W\d_]{2,}")
tfidf = vectorizer.fit_transform(article["text"] for article in articles)
components = min(300, tfidf.shape[0] - 1, tfidf.shape[1] - 1)
lsa = normalize(TruncatedSVD(components, random_state=1).fit_transform(tfidf))


def nearest(vectors):
    lists = []
    for start in range(0, len(articles), ROWS):
        scores = vectors[start : start + ROWS] @ vectors.T
        scores = scores.toarray() if hasattr(scores, "toarray") else scores
        for row, line in enumerate(scores, start):
            line[row] = 0
            line[languages != languages[row]] = 0
            best = np.argsort(-line, kind="stable")[:DEPTH]
            lists.append([int(doc) for doc in best if line[doc] > 0])
    return lists


def products(vectors):
    if not pairs:
        return []
    first, second = np.array(pairs).T
    if hasattr(vectors, "multiply"):
        return np.asarray(vectors[first].multiply(vectors[second]).sum(axis=1)).ravel().tolist()
    return (vectors[first] * vectors[second]).sum(axis=1).tolist()


for name, vectors in (("scikit-learn TF-IDF", tfidf), ("scikit-learn LSA-300", lsa)):
    lists = [] if pairs else nearest(vectors)
    print(json.dumps({"system": name, "lists": lists, "pairs": products(vectors)}), flush=True)
