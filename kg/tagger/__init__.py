"""A trained tagger of mentions: characters in, names of reports' things out.

It is HanLP's character-level BiLSTM-CRF, trained by :mod:`kg.tagger.train` (which needs the extra ``kg[hanlp]``) and
run by :mod:`kg.tagger.run`, which needs no torch. The model in the package is described in ``model/MODEL_CARD.md``.
"""
