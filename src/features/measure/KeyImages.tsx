import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import { IconButton } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { showImage, toggleKeyImage } from '@/view/actions';
import type { KeyImage } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import styles from './measure.module.css';
import { useImagePlaceText } from './useImagePlaceText';

/** The images that bear a star: go there, or take the star away. */
export function KeyImages({ engine, views }: { engine: Engine; views: ViewStore }) {
  const t = useT();
  const keyImages = useStore(views, ({ view }) => view.keyImages) ?? [];
  if (keyImages.length === 0) return null;
  return (
    <section className={styles['totals']}>
      <h3 className={styles['heading']}>
        {t('measure.keyImages')} <span>{keyImages.length}</span>
      </h3>
      <ul>
        {keyImages.map((image) => (
          <KeyImageRow key={`${image.sop}/${image.frame}`} {...{ engine, views, image }} />
        ))}
      </ul>
    </section>
  );
}

function KeyImageRow({ engine, views, image }: { engine: Engine; views: ViewStore; image: KeyImage }) {
  const t = useT();
  const place = useImagePlaceText(engine, image) || t('measure.keyImages.image');
  return (
    <li className={styles['starred']}>
      <button
        type="button"
        className={styles['face']}
        onClick={() => updateView(views, (view) => showImage(view, image))}
      >
        <Icon name="starred" size={16} />
        <span className={styles['name']}>{place}</span>
      </button>
      <IconButton
        icon="close"
        label={t('measure.keyImages.remove', { place })}
        onClick={() => updateView(views, (view) => toggleKeyImage(view, image))}
      />
    </li>
  );
}
